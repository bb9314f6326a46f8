// Journey of a ticket: judged when it is carried out, written down, then sent; once by its id. Out: what became of it.
import { addMs } from '#lib/domain/instant.ts';
import { type Ticket, ticketOrderId } from '#lib/domain/ticket.ts';
import { withdraw } from '../4-gate/approvals.ts';
import { judgeTicket, type TicketRefusal } from '../4-gate/judge-ticket.ts';
import { sealDecision } from '../4-gate/seal-decision.ts';
import { workingOrders } from '../5-execution/order-book-state.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { cancelOrder, sendOrder } from './act-on.ts';
import { no, type Outcome } from './command-outcome.ts';
import { chainDecision } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { gateView } from './gate-view.ts';
import { persist } from './notes.ts';

type CommandEvent = EventOf<'command'>;

/** "denied by edge after fee: … (also confidence, cash)". */
function denialText([first, ...others]: readonly TicketRefusal[]): string {
  if (first === undefined) return 'denied: there is no trade to judge';
  const named = others.slice(0, 3).map((each) => each.label);
  const more = others.length > 3 ? `, and ${others.length - 3} more` : '';
  const also = others.length === 0 ? '' : ` (also ${named.join(', ')}${more})`;
  return `denied by ${first.label}: ${first.text}${also}`;
}

/** What rests of our entries here would meet the exit; and the machine does not buy back what a person sold. */
function makeWay(world: World, ticket: Ticket, event: CommandEvent, out: Effect[]): void {
  for (const { request } of workingOrders(world.orders, ticket.ticker))
    if (request.purpose === 'enter') cancelOrder(world, request.clientOrderId, event, out);
  if (world.closeRequests.has(ticket.ticker)) return;
  // Over before it begins: it asks for nothing, it only says that a person was here.
  const until = addMs(event.at, -1);
  world.closeRequests.set(ticket.ticker, { by: event.command.by, until });
}

/**
 * Carries out one ticket. The decision, taken or not, is sealed and stored with the operator's name before anything
 * leaves; the order's id follows from the command's, so that none is sent twice (I11). A yes says that the order is on
 * its way through disk and door: it is no fill.
 */
export function onManualOrder(
  world: World,
  event: CommandEvent,
  wanted: Ticket,
  out: Effect[],
): Outcome {
  const id = ticketOrderId(event.command.id);
  const known = world.orders.tracked.get(id)?.order;
  if (known !== undefined)
    return { ok: true, code: 'ordered', text: `this ticket is an order already: ${known.state}` };
  const entry = world.market.contracts.get(wanted.ticker);
  if (entry === undefined) return no('denied', 'denied: this market is not followed');
  if (world.control.latch !== null && wanted.purpose === 'exit')
    return no('denied', 'denied: killed; press Close, which leaves by a group of its own');
  const judged = judgeTicket(gateView(world, event, entry), wanted, event.command.by);
  const decision = sealDecision(judged.draft);
  chainDecision(world, decision, out);
  persist([{ kind: 'decision', decision }], out);
  const { ticket } = judged;
  if (decision.intent === null) return no('denied', denialText(judged.refusals));
  if (world.orderGroupId === null || !world.recovered)
    return no('denied', 'denied: there is no order group yet, nothing was sent');
  const replaced = withdraw(world.approvals, (each) => each.ticker === ticket.ticker, {
    ...{ reason: `${event.command.by} ordered by hand instead`, at: event.at },
  });
  persist(
    replaced.map((approval) => ({ kind: 'approval', approval })),
    out,
  );
  if (ticket.purpose === 'exit') makeWay(world, ticket, event, out);
  sendOrder(world, { intent: decision.intent, approvalId: null, id }, event, out);
  const cut = ticket.count < wanted.count ? `, ${ticket.count / 100} contracts as held` : '';
  return { ok: true, code: 'ordered', text: `accepted by the gate and on its way${cut}` };
}
