// Bitcoin prices. Settlement compares exact cents; models work in dollars as floats. The two never mix by accident.
import type { Brand } from '../brand.ts';
import { assertCondition } from '../check.ts';
import { fail, ok, type Result } from '../result.ts';

/** Dollars per bitcoin as a float: model arithmetic only. */
export type BtcUsd = Brand<number, 'BtcUsd'>;

/** Cents per bitcoin as an integer: index prints and strikes, where a tie decides money. */
export type BtcCents = Brand<number, 'BtcCents'>;

/** A float dollar price; must be finite and positive. */
export function btcUsd(value: number): BtcUsd {
  if (!(Number.isFinite(value) && value > 0))
    assertCondition(false, `btcUsd must be > 0, got ${value}`);
  return value as BtcUsd;
}

/** An exact cent price; must be a positive safe integer. */
export function btcCents(value: number): BtcCents {
  if (!(Number.isSafeInteger(value) && value > 0))
    assertCondition(false, `btcCents must be > 0, got ${value}`);
  return value as BtcCents;
}

/** Parses "85850.67" (more decimals are rounded half up to cents, as the index publishes two). */
export function parseBtcCents(text: string): Result<BtcCents> {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return fail(`bitcoin price "${text}" is not a decimal string`);
  const decimals = (match[2] ?? '').padEnd(3, '0');
  const cents = Number(match[1]) * 100 + Number(decimals.slice(0, 2));
  const rounded = Number(decimals[2]) >= 5 ? cents + 1 : cents;
  if (!Number.isSafeInteger(rounded) || rounded <= 0)
    return fail(`bitcoin price "${text}" is out of range`);
  return ok(rounded as BtcCents);
}

/** A venue double such as floor_strike 84899.99 as exact cents. */
export function btcCentsFromDouble(value: number): Result<BtcCents> {
  const cents = Math.round(value * 100);
  if (!Number.isSafeInteger(cents) || cents <= 0 || Math.abs(cents - value * 100) > 1e-3)
    return fail(`strike ${value} is not a positive number of cents`);
  return ok(cents as BtcCents);
}

/** Exact cents as float dollars. */
export function centsToUsd(value: BtcCents): BtcUsd {
  return btcUsd(value / 100);
}
