// The life of one market in sums. In: its stored verdicts in time, offers, bookings, the close. Out: what filled most of it. Pure.
import type { ApprovalState } from './approval.ts';
import type { VerdictKind } from './verdict.ts';

/** A stored verdict: it stands until the next one, or until the close. */
export interface LifeStep {
  /** Unix ms. */
  readonly at: number;
  readonly verdict: VerdictKind;
  /** The check that its sentence is about; null where none stopped it. */
  readonly reason: { readonly check: string; readonly label: string; readonly text: string } | null;
}

/** What is stored of one market. */
export interface LifeRecord {
  /** Oldest first. */
  readonly steps: readonly LifeStep[];
  /** The last state of each offer. */
  readonly offers: readonly ApprovalState[];
  /** Executions of ours. */
  readonly fills: number;
  /** Booked so far, net of fees, 1e-6 $; null where nothing is booked. */
  readonly netMicro: number | null;
  readonly isSettled: boolean;
}

/** The check that stood in the way longest, with its longest-standing words. */
export interface MainReason {
  readonly check: string;
  readonly label: string;
  readonly text: string;
  readonly ms: number;
}

export interface MarketLife {
  /** From the first stored verdict to the close, ms; null where none is stored. */
  readonly spanMs: number | null;
  /** Of that the time in which the verdict was to stay out, ms. */
  readonly flatMs: number;
  /** What kept it flat longest; null where it was never flat for a named reason. */
  readonly reason: MainReason | null;
  readonly offers: Readonly<Partial<Record<ApprovalState, number>>>;
  readonly fills: number;
  readonly netMicro: number | null;
  readonly isSettled: boolean;
}

interface Standing {
  readonly step: LifeStep;
  readonly ms: number;
}

function standings(steps: readonly LifeStep[], closeAt: number): readonly Standing[] {
  return steps
    .filter(({ at }) => at < closeAt)
    .map((step, index, all) => ({
      step,
      ms: Math.max(0, Math.min(all[index + 1]?.at ?? closeAt, closeAt) - step.at),
    }));
}

function longest(flat: readonly Standing[]): MainReason | null {
  const byCheck = new Map<string, MainReason & { readonly most: number }>();
  for (const { step, ms } of flat) {
    if (step.reason === null) continue;
    const { check, label, text } = step.reason;
    const known = byCheck.get(check);
    const isLonger = known === undefined || ms > known.most;
    byCheck.set(check, {
      ...{ check, label, text: isLonger ? text : known.text },
      ...{ ms: (known?.ms ?? 0) + ms, most: isLonger ? ms : known.most },
    });
  }
  const [first] = [...byCheck.values()].toSorted((left, right) => right.ms - left.ms);
  if (first === undefined) return null;
  const { most: _, ...reason } = first;
  return reason;
}

/** Sums up a market that closes at `closeAt`, Unix ms. What is decided after the close counts for nothing here. */
export function lifeOf(record: LifeRecord, closeAt: number): MarketLife {
  const all = standings(record.steps, closeAt);
  const flat = all.filter(({ step }) => step.verdict === 'flat');
  const offers: Partial<Record<ApprovalState, number>> = {};
  for (const state of record.offers) offers[state] = (offers[state] ?? 0) + 1;
  const [first] = all;
  return {
    spanMs: first === undefined ? null : closeAt - first.step.at,
    flatMs: flat.reduce((sum, { ms }) => sum + ms, 0),
    reason: longest(flat),
    ...{ offers, fills: record.fills, netMicro: record.netMicro, isSettled: record.isSettled },
  };
}
