// The order a candidate would become. In: candidate and market. Out: an intent without its decision's id.
import { addMs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { OrderPurpose } from '#lib/domain/order.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import type { IntentDraft } from './decision-draft.ts';
import type { GateInput } from './gate-input.ts';

/** Longest venue-side life of a resting order, whatever the limits say (I34). */
const MAX_EXPIRY_SECONDS = 120;

/** Expiry in whole seconds, as the venue takes it, never past the close guard. */
function expiryOf(input: GateInput): WallMs {
  const { limits, market, at } = input;
  const life = Math.min(limits.orderExpirySeconds, MAX_EXPIRY_SECONDS);
  const guard = market.closeAt - limits.closeGuardSeconds * 1000;
  return wallMs(Math.floor(Math.min(addMs(at, life * 1000), guard) / 1000) * 1000);
}

/** Taking is immediate-or-cancel at the candidate's limit; exits reduce only; quotes are post-only and expire. */
export function intentDraft(
  input: GateInput,
  candidate: Candidate,
  purpose: OrderPurpose,
): IntentDraft {
  const make = candidate.style === 'make';
  return {
    ticker: input.market.ticker,
    purpose,
    side: candidate.side,
    price: candidate.price,
    count: candidate.count,
    timeInForce: make ? 'good_till_canceled' : 'immediate_or_cancel',
    postOnly: make,
    reduceOnly: purpose === 'exit',
    expiresAt: make ? expiryOf(input) : null,
    shard: input.market.shard,
  };
}
