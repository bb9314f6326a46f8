// A strike rule over the law of the settlement mean. In: law and rule. Out: P(YES) and its greeks.
// Strict or tie, rounded or not, per series: kalshi-api §7.1–7.2; rounding (10) and ranges (7) of models A2.

import type { StrikeRule } from '#lib/domain/market.ts';
import { assertNever } from '#lib/never.ts';
import {
  greeksAbove,
  probabilityAbove,
  type SettlementLaw,
  WINDOW_PRINTS,
} from './settlement-average.ts';

/** Every rule that can be priced; `unset` cannot. */
export type PricedRule = Exclude<StrikeRule, { kind: 'unset' }>;

export interface Greeks {
  readonly deltaPerUsd: number;
  readonly vegaPerLogVol: number;
}

/** Half a cent: the mean that still rounds up to the strike. */
const HALF_CENT_USD = 0.005;

/** The outcome once all 60 prints are known, in exact integers of 1/60 cent: a tie decides money. */
function settled(law: SettlementLaw, rule: PricedRule): boolean {
  const sumCents = Math.round(law.knownSumUsd * 100);
  switch (rule.kind) {
    case 'at-or-above-rounded':
      return 2 * sumCents >= WINDOW_PRINTS * (2 * rule.strike - 1);
    case 'above':
      return sumCents > WINDOW_PRINTS * rule.strike;
    case 'below':
      return sumCents < WINDOW_PRINTS * rule.strike;
    case 'between':
      return sumCents >= WINDOW_PRINTS * rule.floor && sumCents <= WINDOW_PRINTS * rule.cap;
    default:
      return assertNever(rule);
  }
}

/** P(YES) in [0, 1]. */
export function ruleProbability(law: SettlementLaw, rule: PricedRule): number {
  if (law.unknownCount === 0) return settled(law, rule) ? 1 : 0;
  switch (rule.kind) {
    case 'at-or-above-rounded':
      return probabilityAbove(law, rule.strike / 100 - HALF_CENT_USD);
    case 'above':
      return probabilityAbove(law, rule.strike / 100);
    case 'below':
      return 1 - probabilityAbove(law, rule.strike / 100);
    case 'between':
      return Math.max(
        0,
        probabilityAbove(law, rule.floor / 100) - probabilityAbove(law, rule.cap / 100),
      );
    default:
      return assertNever(rule);
  }
}

/** dP per 1 USD of spot and per unit of ln(volatility). */
export function ruleGreeks(law: SettlementLaw, rule: PricedRule): Greeks {
  switch (rule.kind) {
    case 'at-or-above-rounded':
      return greeksAbove(law, rule.strike / 100 - HALF_CENT_USD);
    case 'above':
      return greeksAbove(law, rule.strike / 100);
    case 'below': {
      const above = greeksAbove(law, rule.strike / 100);
      return { deltaPerUsd: -above.deltaPerUsd, vegaPerLogVol: -above.vegaPerLogVol };
    }
    case 'between': {
      const low = greeksAbove(law, rule.floor / 100);
      const high = greeksAbove(law, rule.cap / 100);
      return {
        deltaPerUsd: low.deltaPerUsd - high.deltaPerUsd,
        vegaPerLogVol: low.vegaPerLogVol - high.vegaPerLogVol,
      };
    }
    default:
      return assertNever(rule);
  }
}
