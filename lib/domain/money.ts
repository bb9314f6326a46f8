// Money as an integer of 1e-6 dollars. price (1e-4 $) × count (1e-2 contracts) = money (1e-6 $), exactly.
import type { Brand } from '../brand.ts';
import { assertCondition } from '../check.ts';
import { fail, ok, type Result } from '../result.ts';
import type { CentiContracts } from './count.ts';
import type { CentiCents } from './price.ts';

/** Signed 1e-6 dollars; exact to about 9 billion dollars. */
export type MicroDollars = Brand<number, 'MicroDollars'>;

/** No money. */
export const NO_MONEY = 0 as MicroDollars;

/** Money from an integer of 1e-6 dollars; throws when fractional or unsafe. */
export function money(value: number): MicroDollars {
  if (!Number.isSafeInteger(value))
    assertCondition(false, `money must be a safe integer of 1e-6 $, got ${value}`);
  return (value === 0 ? 0 : value) as MicroDollars;
}

/** Parses a decimal dollar string with up to six decimals, e.g. "98.0186" or "-0.017500". */
export function parseMoney(text: string): Result<MicroDollars> {
  const match = /^(-)?(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return fail(`money "${text}" is not a decimal dollar string`);
  const decimals = (match[3] ?? '').replace(/0+$/, '');
  if (decimals.length > 6) return fail(`money "${text}" is finer than 1e-6 dollars`);
  const size = Number(match[2]) * 1_000_000 + Number(decimals.padEnd(6, '0'));
  if (!Number.isSafeInteger(size)) return fail(`money "${text}" is too large`);
  return ok(money(match[1] ? -size : size));
}

/** price × count, exact. */
export function notional(unitPrice: CentiCents, size: CentiContracts): MicroDollars {
  return money(unitPrice * size);
}

/** a + b. */
export function addMoney(left: MicroDollars, right: MicroDollars): MicroDollars {
  return money(left + right);
}

/** a − b. */
export function subtractMoney(left: MicroDollars, right: MicroDollars): MicroDollars {
  return money(left - right);
}

/** −a. */
export function negateMoney(value: MicroDollars): MicroDollars {
  return money(-value);
}

/** Six-decimal dollar text as the venue writes portfolio money, e.g. 17500 → "0.017500". */
export function moneyToWire(value: MicroDollars): string {
  const size = Math.abs(value);
  const text = `${Math.floor(size / 1_000_000)}.${String(size % 1_000_000).padStart(6, '0')}`;
  return value < 0 ? `-${text}` : text;
}
