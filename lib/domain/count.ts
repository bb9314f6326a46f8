// A number of contracts as an integer of 1e-2 contracts.
import type { Brand } from '../brand.ts';
import { assertCondition } from '../check.ts';
import { fail, ok, type Result } from '../result.ts';

/** 1e-2 contracts, never negative. */
export type CentiContracts = Brand<number, 'CentiContracts'>;

/** Signed 1e-2 contracts: positive = YES, negative = NO (the venue's `position_fp`). */
export type SignedCentiContracts = Brand<number, 'SignedCentiContracts'>;

/** No contracts. */
export const NO_CONTRACTS = 0 as CentiContracts;

/** A count from an integer of 1e-2 contracts; throws when negative, fractional or unsafe. */
export function count(value: number): CentiContracts {
  if (!(Number.isSafeInteger(value) && value >= 0))
    assertCondition(false, `count must be a safe integer of 1e-2 contracts ≥ 0, got ${value}`);
  return value as CentiContracts;
}

/** A signed position from an integer of 1e-2 contracts. */
export function signedCount(value: number): SignedCentiContracts {
  if (!Number.isSafeInteger(value))
    assertCondition(false, `signed count must be a safe integer, got ${value}`);
  return value as SignedCentiContracts;
}

/** Parses "10.00" or "-0.5" into signed 1e-2 contracts. */
export function parseSignedCount(text: string): Result<SignedCentiContracts> {
  const match = /^(-)?(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return fail(`count "${text}" is not a decimal string`);
  const decimals = (match[3] ?? '').replace(/0+$/, '');
  if (decimals.length > 2) return fail(`count "${text}" is finer than 0.01 contract`);
  const size = Number(match[2]) * 100 + Number(decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(size)) return fail(`count "${text}" is too large`);
  return ok((match[1] && size > 0 ? -size : size) as SignedCentiContracts);
}

/** Parses "10.00" into 1e-2 contracts; a negative value is an error. */
export function parseCount(text: string): Result<CentiContracts> {
  const parsed = parseSignedCount(text);
  if (!parsed.ok) return parsed;
  if (parsed.value < 0) return fail(`count "${text}" is negative`);
  return ok(count(parsed.value));
}

/** Two-decimal text as the venue writes it, e.g. 1050 → "10.50". */
export function countToWire(value: CentiContracts | SignedCentiContracts): string {
  const size = Math.abs(value);
  const text = `${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
  return value < 0 ? `-${text}` : text;
}
