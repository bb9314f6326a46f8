// Resting entry quotes that earn a longer rest in place. In: gate input. Out: each with the expiry to ask for.

import { count } from '#lib/domain/count.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { lastExpiry, type Order } from '#lib/domain/order.ts';
import type { QuoteLevel } from '#lib/domain/quote.ts';
import { isTicketOrder } from '#lib/domain/ticket.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { worstCaseOf } from './added-exposure.ts';
import { approvalFlags } from './approval-flags.ts';
import { runChecks } from './checks.ts';
import { requiredEdge } from './edge.ts';
import { forecastToIntent } from './forecast-to-intent.ts';
import type { GateInput } from './gate-input.ts';
import { quotingAllowed, restUntil } from './intent-draft.ts';
import { priceMake } from './price-candidate.ts';
import { quotesToPull } from './pull-quotes.ts';
import { failing } from './sentence.ts';
import { isMinted } from './verdict-to-order.ts';

export interface RenewedQuote {
  readonly order: Order;
  readonly until: WallMs;
}

/** Asked with this part of its life left, and never with less than LEAST_LEAD_MS. */
const LEAD_SHARE = 0.25;
const LEAST_LEAD_MS = 4_000;
/** With less left than this the venue would have ended it before it hears us. */
const TOO_LATE_MS = 1_500;
/** A renewal may still be under way this long after it was asked for: no second one beside it. */
const ANSWER_MS = 10_000;

/**
 * Its time for asking has come and it may be asked for at all: known to rest, named, of its own size, minted by this
 * process. A quote an operator approved or ordered is never renewed: the yes was for one life of it, and a new one needs a new yes.
 */
function isDue(order: Order, input: GateInput): boolean {
  const { request, state, renewal, cut, claimed, filled } = order;
  const expiresAt = lastExpiry(order);
  const isOurs = request.approvalId === null && !isTicketOrder(request.clientOrderId);
  const isQuote = request.purpose === 'enter' && request.postOnly && isOurs;
  const isSure = (state === 'resting' || state === 'partially-filled') && claimed <= filled;
  if (!isQuote || !isSure || cut > 0 || order.venueOrderId === null || expiresAt === null)
    return false;
  if (renewal !== null && Math.abs(input.at - renewal.askedAt) < ANSWER_MS) return false;
  const life = expiresAt - (renewal?.askedAt ?? order.createdAt);
  const left = expiresAt - input.at;
  return (
    left >= TOO_LATE_MS && left <= Math.max(life * LEAD_SHARE, LEAST_LEAD_MS) && isMinted(request)
  );
}

function without(levels: readonly QuoteLevel[], { request, remaining }: Order) {
  return levels.flatMap((level) => {
    if (level.price !== request.price) return [level];
    const size = level.size - remaining;
    return size > 0 ? [{ ...level, size: count(size) }] : [];
  });
}

/**
 * The market as if the quote were still to be made: out of the book and out of the list of orders. Its claim stands in
 * every sum already, so that adding the candidate gives the sum as it is; the joint worst case of an event gives way
 * to the plain sum, which is never less.
 */
function beforeQuote(input: GateInput, order: Order, claim: Candidate): GateInput {
  const { exposures, cash, recentOrders, depth } = input;
  const worst = worstCaseOf(claim);
  return {
    ...input,
    depth: { bids: without(depth.bids, order), asks: without(depth.asks, order) },
    openOrders: [],
    ladder: [],
    cash: cash === null ? null : money(cash + worst),
    exposures: exposures && {
      market: money(exposures.market - worst),
      event: money(exposures.event - worst),
      series: money(exposures.series - worst),
      total: money(exposures.total - worst),
    },
    recentOrders: {
      ...recentOrders,
      contractsIn15Seconds: recentOrders.contractsIn15Seconds - claim.count,
      contractsInMinute: recentOrders.contractsInMinute - claim.count,
    },
  };
}

/** The quote as the gate would make it now: at its own price, the best of its side; null when it would not. */
function sameQuote(input: GateInput, order: Order): Candidate | null {
  const { side, price } = order.request;
  const made = priceMake(input, side, price);
  if (made === null || made.price !== price) return null;
  const best = input.depth[side === 'bid' ? 'bids' : 'asks'][0]?.price;
  return best === price ? { ...made, count: order.remaining } : null;
}

/** True when every check an entry must pass is passed by this quote now, and no operator would have to be asked. */
function stillEarned(input: GateInput, order: Order): boolean {
  const claim = sameQuote(input, order);
  if (claim === null || !quotingAllowed(input)) return false;
  const fresh = beforeQuote(input, order, claim);
  const best = forecastToIntent(fresh);
  const wouldTake = best?.style === 'take' && best.edge >= requiredEdge(fresh, best);
  if (wouldTake || approvalFlags(fresh, claim).length > 0) return false;
  return failing(runChecks(fresh, claim)).length === 0;
}

/**
 * A quote is renewed when the gate would make it again as it stands: same side, same price, every check passed, alone in
 * its market, nothing to be pulled. Everything else lets it expire: that is always safe.
 */
export function quotesToRenew(input: GateInput): readonly RenewedQuote[] {
  const [order] = input.openOrders;
  if (order === undefined || input.openOrders.length > 1 || !isDue(order, input)) return [];
  if (quotesToPull(input).length > 0 || !stillEarned(input, order)) return [];
  const until = restUntil(input);
  return until > (lastExpiry(order) ?? until) ? [{ order, until }] : [];
}
