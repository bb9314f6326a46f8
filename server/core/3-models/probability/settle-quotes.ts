// A final result turns noted quotes into evidence. In: market with its result, settlement mean. Out: the settled pairs.
import type { Market } from '#lib/domain/market.ts';
import { clipProbability } from '#lib/domain/probability.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import { unitStudentCdf } from '../student-t.ts';
import { addPair, type EvidenceState, type NotedQuote } from './evidence.ts';

/** Where the settlement mean fell in the law that was stated; nulls without the mean. */
function placeOf({ meanUsd, sdUsd, nu }: NotedQuote, settlementUsd: number | null) {
  if (settlementUsd === null || !(sdUsd > 0)) return { pit: null, residual: null };
  const residual = (settlementUsd - meanUsd) / sdUsd;
  return { pit: clipProbability(unitStudentCdf(residual, nu)), residual };
}

/**
 * Pairs of a market whose result is final, each once; they are due to be fitted and to be stored. A provisional result
 * changes nothing, void and scalar ones drop what was noted. `settlementUsd` is the mean of the 60 prints, null when
 * one of them was missed.
 */
export function settleQuotes(
  state: EvidenceState,
  market: Pick<Market, 'ticker' | 'closeAt' | 'result'>,
  settlementUsd: number | null,
): readonly SettledQuote[] {
  const { ticker, closeAt, result } = market;
  const noted = state.noted.get(closeAt);
  if (noted === undefined || result === null || !result.final) return [];
  const own = noted.quotes.filter((quote) => quote.ticker === ticker);
  const rest = noted.quotes.filter((quote) => quote.ticker !== ticker);
  noted.quotes.splice(0, noted.quotes.length, ...rest);
  if (result.result !== 'yes' && result.result !== 'no') return [];
  const yes = result.result === 'yes';
  const settled = own.map((quote): SettledQuote => {
    const { meanUsd: _mean, sdUsd: _sd, nu: _nu, ...seen } = quote;
    return { ...seen, yes, ...placeOf(quote, settlementUsd) };
  });
  for (const pair of settled) addPair(state, pair);
  return settled;
}

/** What the monitors of the signal ask of one settled close in one bucket. */
export interface SettledOutcome {
  /** Centre of the time-to-close bucket. */
  readonly bucketSeconds: number;
  readonly pModel: number;
  readonly pMid: number;
  readonly pTraded: number;
  readonly y: 0 | 1;
  readonly pit: number | null;
  readonly residual: number | null;
  readonly at: SettledQuote['closeAt'];
}

/** One outcome a close and bucket, by the strike nearest to ½: markets that settle on the same minute are one outcome. */
export function settledOutcomes(settled: readonly SettledQuote[]): readonly SettledOutcome[] {
  return settled
    .filter((each) => each.nearest)
    .map(({ bucketSeconds, calibrated, mid, blended, yes, pit, residual, closeAt }) => ({
      bucketSeconds,
      pModel: calibrated,
      pMid: mid,
      pTraded: blended,
      y: yes ? 1 : 0,
      pit,
      residual,
      at: closeAt,
    }));
}
