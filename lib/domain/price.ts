// A contract price as an integer of 1e-4 dollars ("centi-cents"), always on the YES scale unless a name says otherwise.
import type { Brand } from '../brand.ts';
import { assertCondition } from '../check.ts';
import { fail, ok, type Result } from '../result.ts';

/** 1e-4 dollars per contract, 0 … 10 000. */
export type CentiCents = Brand<number, 'CentiCents'>;

/** One dollar: what a winning contract pays. */
export const ONE_DOLLAR = 10_000 as CentiCents;

/** A price from an integer of 1e-4 dollars; throws outside 0 … 10 000. */
export function price(value: number): CentiCents {
  if (!(Number.isInteger(value) && value >= 0 && value <= 10_000))
    assertCondition(false, `price must be an integer of 1e-4 dollars within 0…10000, got ${value}`);
  return value as CentiCents;
}

/** Parses a decimal dollar string such as "0.4600" (any number of decimals that fit 1e-4 exactly). */
export function parsePrice(text: string): Result<CentiCents> {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return fail(`price "${text}" is not a decimal dollar string`);
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > 4) return fail(`price "${text}" is finer than 0.0001`);
  const value = Number(match[1]) * 10_000 + Number(decimals.padEnd(4, '0'));
  if (value > 10_000) return fail(`price "${text}" is above one dollar`);
  return ok(value as CentiCents);
}

/** The price of the other outcome: 1 − p. */
export function complement(value: CentiCents): CentiCents {
  return price(10_000 - value);
}

/** Four-decimal dollar text as the venue writes it, e.g. 4600 → "0.4600". */
export function priceToWire(value: CentiCents): string {
  return `${Math.floor(value / 10_000)}.${String(value % 10_000).padStart(4, '0')}`;
}

/** Probability-like ratio in [0, 1] for arithmetic with model output. */
export function priceToRatio(value: CentiCents): number {
  return value / 10_000;
}
