// Fee terms: series terms and an event's override come in, the terms of its markets go out.
import type { FeeTerms } from '#lib/domain/market.ts';

/** Terms as the venue spells them; either field may be absent. */
export interface FeeFields {
  readonly type: string | null | undefined;
  readonly multiplier: number | null | undefined;
}

/** Before the series has been read: charged as taker at full rate, the worst case. */
export const UNKNOWN_FEE: FeeTerms = { kind: 'unknown', multiplier: 1 };

/**
 * Terms of one market (kalshi-api §6). An absent override field keeps the series' own; a fee type we cannot compute
 * (`flat`, combo fees, anything new) is `unknown`, which the domain charges as taker.
 */
export function feeTerms(series: FeeFields, override: FeeFields | null): FeeTerms {
  const type = override?.type ?? series.type;
  const multiplier = override?.multiplier ?? series.multiplier;
  if (typeof multiplier !== 'number' || !Number.isFinite(multiplier) || multiplier < 0)
    return UNKNOWN_FEE;
  if (type === 'quadratic' || type === 'quadratic_with_maker_fees')
    return { kind: type, multiplier };
  return { kind: 'unknown', multiplier: Math.max(1, multiplier) };
}
