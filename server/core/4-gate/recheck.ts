// The look at the click: an approval is re-priced and every check runs again. In: approval, fresh input. Out: go or no.
import type { Approval } from '#lib/domain/approval.ts';
import { type CentiContracts, count } from '#lib/domain/count.ts';
import type { OrderIntent } from '#lib/domain/order.ts';
import type { Candidate, Decision } from '#lib/domain/verdict.ts';
import type { DecisionDraft } from './decision-draft.ts';
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

type Draft =
  | { readonly ok: true; readonly draft: DecisionDraft }
  | { readonly ok: false; readonly reason: string };

/** The whole look: another trade than the offered one, or one that a check is against, comes back as a reason. */
function draftOf(approval: Approval, fresh: GateInput): Draft {
  if (approval.ticker !== fresh.market.ticker) return { ok: false, reason: 'another market' };
  if (fresh.at >= approval.expiresAt) return { ok: false, reason: 'the offer has expired' };
  const waiting = Math.max(0, fresh.pendingApprovals - (fresh.marketHasPendingApproval ? 1 : 0));
  const input = { ...fresh, marketHasPendingApproval: false, pendingApprovals: waiting };
  const candidate = repriced(approval, input);
  if (candidate === null) return { ok: false, reason: 'no longer to be had at the approved price' };
  const draft = intentToVerdict(input, candidate);
  return draft.verdict === 'enter' ? { ok: true, draft } : { ok: false, reason: draft.sentence };
}

/** What the screen says beside Approve. `against` null: it would go out now, with so many contracts. */
export interface OfferLook {
  readonly against: string | null;
  readonly count: CentiContracts;
}

/** What an approval of this offer would come to now: the very look that the click gets. */
export function lookAtOffer(approval: Approval, fresh: GateInput): OfferLook {
  const looked = draftOf(approval, fresh);
  if (!looked.ok) return { against: looked.reason, count: count(0) };
  return { against: null, count: looked.draft.intent?.count ?? count(0) };
}

/**
 * Runs after `answer` said approved, before the mint. `fresh` is the market now, with the limits now (F85). The offer
 * under question no longer counts as waiting. Refused as "changed: look again" when no trade is left within the
 * bound, the edge has gone below the minimum, or any check fails (F81).
 */
export function recheck(approval: Approval, fresh: GateInput): RecheckResult {
  if (approval.state !== 'approved')
    return { ok: false, reason: `this offer is ${approval.state}, not approved` };
  const looked = draftOf(approval, fresh);
  if (!looked.ok) return changed(looked.reason);
  const decision = sealDecision(looked.draft);
  return decision.intent === null
    ? changed('no intent')
    : { ok: true, decision, intent: decision.intent };
}
