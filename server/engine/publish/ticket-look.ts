// A ticket before it is sent: its money and the gate's word of this moment. In: world, ticket. Out: a look; changes nothing.
import type { Ticket } from '#lib/domain/ticket.ts';
import { ticketMoney } from '#lib/domain/ticket-money.ts';
import type { TicketLook } from '#lib/wire/ticket-http.ts';
import { heldContracts } from '#server/core/4-gate/exit-reason.ts';
import { judgeTicket } from '#server/core/4-gate/judge-ticket.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { gateView } from '#server/core/journeys/gate-view.ts';
import type { World } from '#server/core/world.ts';

/** Null for a market that is not followed. The same judge speaks again when the ticket is carried out. */
export function ticketLook(world: World, event: CoreEvent, wanted: Ticket): TicketLook | null {
  const entry = world.market.contracts.get(wanted.ticker);
  if (entry === undefined) return null;
  const input = gateView(world, event, entry);
  const { ticket, draft, refusals } = judgeTicket(input, wanted, 'you');
  const { worstFee, netIfRight, netIfWrong, breakeven } = ticketMoney(entry.market.fee, ticket);
  const { fair, fairReason, depth } = input;
  const isLive = input.book.kind === 'live';
  return {
    at: event.at,
    ticker: wanted.ticker,
    grid: entry.market.grid,
    count: ticket.count,
    held: heldContracts(input),
    worstFeeMicro: worstFee,
    netIfRightMicro: netIfRight,
    netIfWrongMicro: netIfWrong,
    breakeven,
    fair: fair?.probability ?? null,
    fairLow: fair?.low ?? null,
    fairHigh: fair?.high ?? null,
    fairReason: fair === null ? fairReason : '',
    edge: fair === null ? null : (draft.candidate?.edge ?? null),
    bid: isLive ? (depth.bids[0]?.price ?? null) : null,
    ask: isLive ? (depth.asks[0]?.price ?? null) : null,
    isAllowed: draft.intent !== null,
    refusals: refusals.map(({ id, label, text }) => ({ id, label, text })),
    flags: draft.flags.map((flag) => flag.text),
    checks: draft.checks.length,
  };
}
