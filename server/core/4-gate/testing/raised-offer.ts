// An offer of the sample decision, raised. In: a queue, a name, what differs. Out: the offer that waits.
import type { Approval } from '#lib/domain/approval.ts';
import { approvalId } from '#lib/domain/ids.ts';
import { type Approvals, raise } from '../approvals.ts';
import { decide } from '../decide.ts';
import { sealDecision } from '../seal-decision.ts';
import { GOOD, NOW } from './sample-input.ts';

/** Throws when the queue refuses it. */
export function raised(
  approvals: Approvals,
  name = 'a',
  change: Partial<{ ticker: Approval['ticker']; at: Approval['raisedAt']; edge: number }> = {},
): Approval {
  const { ticker = GOOD.market.ticker, at = NOW, edge } = change;
  const sample = sealDecision(decide(GOOD));
  const { candidate } = sample;
  if (candidate === null) throw new Error('the sample enters');
  const decision = {
    ...sample,
    ticker,
    candidate: { ...candidate, edge: edge ?? candidate.edge },
  };
  const input = { id: approvalId(name), at, limits: GOOD.limits, closeAt: GOOD.market.closeAt };
  const result = raise(approvals, decision, input);
  if (!result.ok) throw new Error(result.reason);
  return result.approval;
}
