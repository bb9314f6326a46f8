// How long a person took to answer an offer. In: the offer as it stands last. Out: ms, or null where no person answered.
import type { ApprovalState } from './approval.ts';

/** Instants in Unix ms; `answeredBy` null where the offer ended without a person. */
export interface Answered {
  readonly state: ApprovalState;
  readonly raisedAt: number;
  readonly answeredAt: number | null;
  readonly answeredBy: string | null;
}

/** ms from the offer to a person's answer; an offer that expired or was withdrawn has none. */
export function responseMs({ state, raisedAt, answeredAt, answeredBy }: Answered): number | null {
  const isAnswer = state === 'vetoed' || state === 'approved' || state === 'refused';
  return !isAnswer || answeredAt === null || answeredBy === null ? null : answeredAt - raisedAt;
}
