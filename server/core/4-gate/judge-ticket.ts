// A person's order before the gate: the same checks as the machine's own. In: gate input, ticket. Out: decision, refusals.
import { count } from '#lib/domain/count.ts';
import { addMs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import { MAX_REST_MS } from '#lib/domain/order.ts';
import type { Ticket } from '#lib/domain/ticket.ts';
import type { Candidate, CheckResult } from '#lib/domain/verdict.ts';
import { approvalFlags } from './approval-flags.ts';
import { runChecks } from './checks.ts';
import type { DecisionDraft, IntentDraft } from './decision-draft.ts';
import { feeOfOne } from './edge.ts';
import { candidateOf } from './exit-plan.ts';
import { heldContracts } from './exit-reason.ts';
import type { GateInput } from './gate-input.ts';
import { intentDraft, quotingAllowed } from './intent-draft.ts';
import { failing, tradeText } from './sentence.ts';
import { cents, contracts } from './wording.ts';

/** Why a ticket may not go, in plain words; `id` is that of the check, or of a rule about tickets alone. */
export type TicketRefusal = Pick<CheckResult, 'id' | 'label' | 'text'>;

export interface TicketJudgement {
  /** As it would be sent: an exit is cut down to what is held. */
  readonly ticket: Ticket;
  /** Verdict enter or exit with an intent exactly when nothing refuses it; hold or flat otherwise. */
  readonly draft: DecisionDraft;
  readonly refusals: readonly TicketRefusal[];
}

function refusal(id: string, label: string, text: string): TicketRefusal {
  return { id, label, text };
}

/** Contracts of the outcome an exit of `side` would sell; 0 when none are held. */
function sellable(input: GateInput, side: Ticket['side']): number {
  const held = heldContracts(input);
  return Math.max(0, side === 'ask' ? held : -held);
}

/** An exit never sells more than is held: it would open the other side (reduce-only alone protects takers only). */
function cutToHeld(input: GateInput, ticket: Ticket): Ticket {
  const most = sellable(input, ticket.side);
  if (ticket.purpose === 'enter' || most === 0 || ticket.count <= most) return ticket;
  return { ...ticket, count: count(most) };
}

/** The trade at its limit, the worst it can get; null for an entry without a fair value, as for the machine. */
function candidateFor(input: GateInput, ticket: Ticket): Candidate | null {
  const { side, price, style } = ticket;
  if (ticket.purpose === 'enter' && input.fair === null) return null;
  const feePerContract = feeOfOne(input.market.fee, { side, price, isTaker: style === 'take' });
  return candidateOf(input, {
    ...{ side, style, feePerContract, count: ticket.count },
    ...{ limit: price, average: price },
  });
}

/**
 * What speaks to the machine alone: a market closed by hand keeps the machine out, not the hand, unless a wish to close
 * still stands; and the offer waiting here is answered by the ticket, which takes its place.
 */
function seenByHand(input: GateInput): GateInput {
  const { closeRequestedBy, marketHasPendingApproval, pendingApprovals } = input;
  return {
    ...input,
    operatorLeft: closeRequestedBy !== null,
    marketHasPendingApproval: false,
    pendingApprovals: Math.max(0, pendingApprovals - (marketHasPendingApproval ? 1 : 0)),
  };
}

/** What the price does in the book as it stands: a taker that reaches nobody, a quote that would be a trade. */
function bookRefusal(input: GateInput, ticket: Ticket): TicketRefusal | null {
  const { side, price, style } = ticket;
  const best = (side === 'bid' ? input.depth.asks : input.depth.bids)[0]?.price;
  if (best === undefined || input.book.kind !== 'live') return null;
  const reaches = side === 'bid' ? price >= best : price <= best;
  const name = side === 'bid' ? 'ask' : 'bid';
  if (style === 'take' && !reaches)
    return refusal(
      ...(['no-fill', 'reaches the book'] as const),
      `a YES price of ${cents(price)} does not reach the ${name} at ${cents(best)}: nothing would fill`,
    );
  if (style === 'make' && reaches)
    return refusal(
      ...(['would-cross', 'rests in the book'] as const),
      `a YES price of ${cents(price)} meets the ${name} at ${cents(best)}: post-only would be rejected`,
    );
  return null;
}

/** A person's resting exit waits as long as an order may, at most until the close; whole seconds, as the exchange has them. */
function restingUntil({ at, market }: GateInput): WallMs {
  return wallMs(Math.floor(Math.min(addMs(at, MAX_REST_MS), market.closeAt) / 1000) * 1000);
}

/** Rules about tickets alone, before any check. */
function ownRefusals(input: GateInput, ticket: Ticket): readonly TicketRefusal[] {
  const found: (TicketRefusal | null)[] = [];
  const held = heldContracts(input);
  if (ticket.purpose === 'exit' && sellable(input, ticket.side) === 0) {
    const outcome = ticket.side === 'ask' ? 'YES' : 'NO';
    found.push(refusal('nothing-held', 'something to sell', `no ${outcome} is held here`));
  }
  if (ticket.purpose === 'enter' && held !== 0) {
    const text = `${contracts(held)} ${held > 0 ? 'YES' : 'NO'} held here: the gate never adds to a position`;
    found.push(refusal('held-already', 'nothing held yet', text));
  }
  const hasTime =
    ticket.purpose === 'exit' ? restingUntil(input) > input.at : quotingAllowed(input);
  if (ticket.style === 'make' && !hasTime)
    found.push(
      refusal(
        'no-rest',
        'time to rest',
        'too near the close for an order to rest, or quoting is off',
      ),
    );
  // Only a taker's exit is reduce-only at the exchange: one that rests on books that may be wrong could open the other side.
  if (ticket.purpose === 'exit' && ticket.style === 'make' && !input.reconciled)
    found.push(
      refusal(
        'no-rest-in-doubt',
        'what is held is sure',
        'books and exchange do not agree now: take instead, which can only reduce',
      ),
    );
  found.push(bookRefusal(input, ticket));
  return found.filter((each) => each !== null);
}

function intentOf(input: GateInput, ticket: Ticket, candidate: Candidate): IntentDraft {
  const intent = intentDraft(input, candidate, ticket.purpose);
  if (ticket.purpose === 'enter' || ticket.style === 'take') return intent;
  return { ...intent, expiresAt: restingUntil(input) };
}

/**
 * Judges a ticket on the market as it is now. An entry needs every check to pass, like the machine's own: no check is the
 * operator's to override. An exit is stopped by the physical checks alone. What would make an offer wait for approval
 * does not: whoever sends the ticket is the one who would be asked. `by` is named in the sentence of the decision.
 */
export function judgeTicket(seen: GateInput, wanted: Ticket, by: string): TicketJudgement {
  const input = seenByHand(seen);
  const ticket = cutToHeld(input, wanted);
  const candidate = candidateFor(input, ticket);
  const checks = runChecks(input, candidate);
  const isEntry = ticket.purpose === 'enter';
  const blocking = failing(checks).filter((check) => isEntry || check.blocksExit);
  const refusals = [...ownRefusals(input, ticket), ...blocking];
  const [first] = refusals;
  const may = first === undefined && candidate !== null;
  const idle = heldContracts(input) === 0 ? 'flat' : 'hold';
  const trade = candidate === null ? 'trade' : tradeText(candidate);
  return {
    ticket,
    refusals,
    draft: {
      ticker: input.market.ticker,
      at: input.at,
      eventSeq: input.eventSeq,
      verdict: may ? ticket.purpose : idle,
      sentence: may
        ? `${ticket.purpose}: ${trade}, ordered by hand by ${by}`
        : `${idle}: ${by} asked by hand to ${trade}, denied: ${first?.text ?? 'no trade to judge'}`,
      checks,
      flags: may && isEntry ? approvalFlags(input, candidate) : [],
      candidate,
      intent: may ? intentOf(input, ticket, candidate) : null,
      input,
    },
  };
}
