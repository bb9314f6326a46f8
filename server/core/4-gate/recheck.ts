// The look at the click: an approval is re-priced and every check runs again. In: approval, fresh input. Out: go or no.
import type { Approval } from '#lib/domain/approval.ts';
import { count } from '#lib/domain/count.ts';
import type { OrderIntent } from '#lib/domain/order.ts';
import type { Candidate, Decision } from '#lib/domain/verdict.ts';
import { requiredEdge } from './edge.ts';
import type { GateInput } from './gate-input.ts';
import { intentToVerdict } from './intent-to-verdict.ts';
import { priceMake, priceTake } from './price-candidate.ts';
import { sealDecision } from './seal-decision.ts';

export type RecheckResult =
  | { readonly ok: true; readonly decision: Decision; readonly intent: OrderIntent }
  | { readonly ok: false; readonly reason: string };

function changed(why: string): RecheckResult {
  return { ok: false, reason: `changed: look again (${why})` };
}

/**
 * The approved trade at today's prices, inside its bound: never a worse price, never more contracts. A quote the market
 * has run away from rests where it was approved.
 */
function repriced(approval: Approval, input: GateInput): Candidate | null {
  const { side, limitPrice, count: most } = approval;
  if (!approval.intent.postOnly) {
    const required = requiredEdge(input, { style: 'take', side });
    return priceTake(input, side, { required, bound: limitPrice, most });
  }
  const quote = priceMake(input, side, limitPrice);
  return quote && { ...quote, count: count(Math.min(quote.count, most)) };
}

/**
 * Runs after `answer` said approved, before the mint. `fresh` is the market now, with the limits now (F85). The offer
 * under question no longer counts as waiting. Refused as "changed: look again" when no trade is left within the
 * bound, the edge has gone below the minimum, or any check fails (F81).
 */
export function recheck(approval: Approval, fresh: GateInput): RecheckResult {
  if (approval.state !== 'approved')
    return { ok: false, reason: `this offer is ${approval.state}, not approved` };
  if (approval.ticker !== fresh.market.ticker) return changed('another market');
  if (fresh.at >= approval.expiresAt) return changed('the offer has expired');
  const waiting = Math.max(0, fresh.pendingApprovals - (fresh.marketHasPendingApproval ? 1 : 0));
  const input = { ...fresh, marketHasPendingApproval: false, pendingApprovals: waiting };
  const candidate = repriced(approval, input);
  if (candidate === null) return changed('no longer to be had at the approved price');
  const draft = intentToVerdict(input, candidate);
  if (draft.verdict !== 'enter') return changed(draft.sentence);
  const decision = sealDecision(draft);
  return decision.intent === null
    ? changed('no intent')
    : { ok: true, decision, intent: decision.intent };
}
