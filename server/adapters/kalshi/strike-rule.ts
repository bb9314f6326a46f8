// How a market is compared at settlement: the venue's strike fields come in, a StrikeRule goes out, never a guess.
import { type BtcCents, btcCentsFromDouble } from '#lib/domain/btc.ts';
import type { Series, StrikeRule } from '#lib/domain/market.ts';

/** Strike terms as on a REST market and on `metadata_updated`. */
export interface StrikeFields {
  readonly strike_type?: string | null | undefined;
  readonly floor_strike?: number | null | undefined;
  readonly cap_strike?: number | null | undefined;
  readonly custom_strike?: Readonly<Record<string, unknown>> | null | undefined;
}

function unset(reason: string): StrikeRule {
  return { kind: 'unset', reason };
}

function cents(value: number | null | undefined): BtcCents | null {
  if (value === null || value === undefined) return null;
  const parsed = btcCentsFromDouble(value);
  return parsed.ok ? parsed.value : null;
}

function upInFifteenMinutes(fields: StrikeFields): StrikeRule {
  if (fields.strike_type !== 'greater_or_equal')
    return unset(`unknown 15-minute strike type "${fields.strike_type ?? 'none'}"`);
  const strike = cents(fields.floor_strike);
  if (strike === null) return unset('the strike is not published yet');
  const digits = fields.custom_strike?.['round_digits'];
  if (String(digits) !== '2')
    return unset(`the mean is rounded to "${String(digits ?? 'unknown')}" digits, 2 expected`);
  return { kind: 'at-or-above-rounded', strike };
}

function hourly(fields: StrikeFields): StrikeRule {
  const strike = cents(fields.floor_strike);
  if (fields.strike_type !== 'greater')
    return unset(`unknown hourly strike type "${fields.strike_type ?? 'none'}"`);
  return strike === null ? unset('the strike is missing') : { kind: 'above', strike };
}

function range(fields: StrikeFields): StrikeRule {
  const floor = cents(fields.floor_strike);
  const cap = cents(fields.cap_strike);
  switch (fields.strike_type) {
    case 'between':
      if (floor === null || cap === null) return unset('an end of the range is missing');
      return floor <= cap ? { kind: 'between', floor, cap } : unset('the range is upside down');
    case 'greater':
      return floor === null ? unset('the strike is missing') : { kind: 'above', strike: floor };
    case 'less':
      return cap === null ? unset('the strike is missing') : { kind: 'below', strike: cap };
    default:
      return unset(`unknown range strike type "${fields.strike_type ?? 'none'}"`);
  }
}

/** The rule of one market, per series (kalshi-api §7.2). Unknown wording or a missing number is `unset`: never traded. */
export function strikeRule(series: Series, fields: StrikeFields): StrikeRule {
  switch (series) {
    case 'KXBTC15M':
      return upInFifteenMinutes(fields);
    case 'KXBTCD':
      return hourly(fields);
    case 'KXBTC':
      return range(fields);
  }
}
