// How the operator's answers did. In: offers with their results. Out: counts, median and slowest answer, and what each kind would have earned.
import type { ApprovalState } from '#lib/domain/approval.ts';
import { hindsightOf } from '#lib/domain/hindsight.ts';
import { responseMs } from '#lib/domain/response-time.ts';
import type { OfferLine } from '#lib/wire/decisions-http.ts';

export interface OfferSum {
  readonly state: ApprovalState;
  readonly count: number;
  /** Offers whose market settled by value and whose fee is known. */
  readonly scored: number;
  /** Net at the offered size had all scored ones been taken whole, 1e-6 $; null while none is scored. */
  readonly ifTakenMicro: number | null;
  /** How long the answers took, ms; null where nobody answered. */
  readonly medianMs: number | null;
  readonly slowestMs: number | null;
}

const SHOWN: readonly ApprovalState[] = [
  ...(['vetoed', 'expired', 'approved', 'refused', 'withdrawn', 'pending'] as const),
];

function median(sorted: readonly number[]): number | null {
  const { length } = sorted;
  if (length === 0) return null;
  const middle = length >> 1;
  const high = sorted[middle] ?? 0;
  return length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}

/** One sum for each state there is, the missed ones first. */
export function offerSums(offers: readonly OfferLine[]): readonly OfferSum[] {
  return SHOWN.flatMap((state) => {
    const own = offers.filter((offer) => offer.state === state);
    if (own.length === 0) return [];
    const scores = own
      .map(({ trade, settled }) => hindsightOf(trade, settled))
      .filter((each) => each !== null);
    const times = own
      .map(responseMs)
      .filter((each) => each !== null)
      .toSorted((left, right) => left - right);
    const total = scores.reduce((sum, { totalMicro }) => sum + totalMicro, 0);
    return [
      {
        ...{ state, count: own.length, scored: scores.length },
        ifTakenMicro: scores.length === 0 ? null : total,
        ...{ medianMs: median(times), slowestMs: times.at(-1) ?? null },
      },
    ];
  });
}
