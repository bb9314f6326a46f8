// The order a candidate would become. In: candidate and market. Out: an intent without its decision's id.
import { addMs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { OrderPurpose } from '#lib/domain/order.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import type { IntentDraft } from './decision-draft.ts';
import type { GateInput } from './gate-input.ts';

/** Longest venue-side life of a resting order, whatever the limits say (I34). */
const MAX_EXPIRY_SECONDS = 120;
const EXIT_SPARE_MS = 3_000;

/** A posted exit outlives its patience by a little, so that it is we who end it; it may stand until the close. */
function exitExpiry(input: GateInput): WallMs {
  const { limits, market, at } = input;
  const patience = Math.max(limits.exitPassiveSeconds, limits.closePassiveSeconds);
  const until = Math.min(addMs(at, patience * 1000 + EXIT_SPARE_MS), market.closeAt);
  return wallMs(Math.ceil(until / 1000) * 1000);
}

/** A quote lives until its expiry, which must end before the close guard begins. */
export function quotingAllowed(input: GateInput): boolean {
  const { limits, market, at } = input;
  const quoteMs = (limits.orderExpirySeconds + limits.closeGuardSeconds) * 1000;
  return limits.orderExpirySeconds > 0 && market.closeAt - at > quoteMs;
}

/** Until when an entry may rest from now on, in whole seconds, as the venue takes it, never past the close guard. */
export function restUntil(input: GateInput): WallMs {
  const { limits, market, at } = input;
  const life = Math.min(limits.orderExpirySeconds, MAX_EXPIRY_SECONDS);
  const guard = market.closeAt - limits.closeGuardSeconds * 1000;
  return wallMs(Math.floor(Math.min(addMs(at, life * 1000), guard) / 1000) * 1000);
}

/** Taking is immediate-or-cancel at the candidate's limit; a taken exit reduces only; quotes are post-only and expire. */
export function intentDraft(
  input: GateInput,
  candidate: Candidate,
  purpose: OrderPurpose,
): IntentDraft {
  const make = candidate.style === 'make';
  const restsUntil = purpose === 'exit' ? exitExpiry(input) : restUntil(input);
  return {
    ticker: input.market.ticker,
    purpose,
    side: candidate.side,
    price: candidate.price,
    count: candidate.count,
    timeInForce: make ? 'good_till_canceled' : 'immediate_or_cancel',
    postOnly: make,
    reduceOnly: purpose === 'exit' && !make,
    expiresAt: make ? restsUntil : null,
    shard: input.market.shard,
  };
}
