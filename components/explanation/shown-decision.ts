// One decision as the page shows it, stored or live. In: a stored decision, or a row of the topic. Out: one shape.
import type { Explanation } from '#lib/domain/explanation.ts';
import type { OrderIntent } from '#lib/domain/order.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { ApprovalFlag, CheckResult, Decision, VerdictKind } from '#lib/domain/verdict.ts';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';

/** Edges and fee in 1e-4 $ per contract, price on the YES scale in 1e-4 $, count in 1e-2 contracts. */
export interface ShownCandidate {
  readonly side: BookSide;
  readonly price: number;
  readonly count: number;
  /** Null where only the live row is known. */
  readonly style: 'take' | 'make' | null;
  readonly rawEdge: number | null;
  readonly edge: number | null;
  readonly feePerContract: number | null;
  readonly fairProbability: number | null;
  readonly marketProbability: number | null;
}

export interface ShownDecision {
  readonly id: string;
  readonly ticker: string;
  readonly at: number;
  readonly verdict: VerdictKind;
  readonly sentence: string;
  readonly checks: readonly CheckResult[];
  readonly flags: readonly ApprovalFlag[];
  readonly explanation: Explanation | null;
  readonly candidate: ShownCandidate | null;
  readonly hash: string;
  /** What the live row does not carry is null. */
  readonly record: {
    readonly intent: OrderIntent | null;
    readonly eventSeq: number;
    readonly inputHash: string;
  } | null;
}

export function shownFromStored(decision: Decision): ShownDecision {
  const { id, ticker, at, verdict, sentence, checks, flags, explanation, candidate } = decision;
  const { intent, eventSeq, inputHash, hash } = decision;
  return {
    ...{ id, ticker, at, verdict, sentence, checks, flags, explanation, candidate, hash },
    record: { intent, eventSeq, inputHash },
  };
}

export function shownFromRow(ticker: string, row: DecisionRow): ShownDecision {
  const { id, at, verdict, sentence, checks, flags, explanation, hash } = row;
  const { side, price, count, rawEdge, edge } = row;
  const { feePerContract, fairProbability, marketProbability } = row;
  const candidate =
    side === null || price === null || count === null
      ? null
      : {
          ...{ side, price, count, style: null, rawEdge, edge },
          ...{ feePerContract, fairProbability, marketProbability },
        };
  return {
    ...{ id, ticker, at, verdict, sentence, checks, flags, explanation, candidate, hash },
    record: null,
  };
}

/** Which models spoke, as the gate noted it; null where it did not. */
export function modelNote(checks: readonly CheckResult[]): string | null {
  return checks.find((check) => check.id === 'forecast-source')?.text ?? null;
}
