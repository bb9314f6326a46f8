// Resting exits that are no longer the way out. In: gate input. Out: the orders to cancel, each with the reason.
import { type CentiContracts, count } from '#lib/domain/count.ts';
import type { Order } from '#lib/domain/order.ts';
import { isTicketOrder } from '#lib/domain/ticket.ts';
import { exitPlan } from './exit-plan.ts';
import { heldContracts } from './exit-reason.ts';
import type { GateInput } from './gate-input.ts';

/**
 * A person's exit needs no reason of ours: it rests until its expiry, while what it closes is sure. It gives way to
 * every reason of ours, a person's close among them: two exits of one position never stand together.
 */
function reasonAgainstTicket(input: GateInput, hasReason: boolean): string | null {
  if (!input.reconciled || input.book.kind !== 'live')
    return 'what is held is not sure now: only a reduce-only order may leave';
  return hasReason ? 'it gives way to an exit that has a reason' : null;
}

/** Of one order: why it must not rest any longer; null = let it. */
function reasonAgainst(input: GateInput, order: Order): string | null {
  const held = heldContracts(input);
  const closes = held > 0 ? 'ask' : 'bid';
  const { side } = order.request;
  if (held === 0 || side !== closes || order.remaining > Math.abs(held))
    return 'a resting exit is not reduce-only: it must never be larger than the position';
  const plan = exitPlan(input);
  if (isTicketOrder(order.request.clientOrderId)) return reasonAgainstTicket(input, plan !== null);
  if (plan === null) return 'there is no reason to leave any more';
  return plan.candidate.style === 'take' ? 'waited long enough: step to taking' : null;
}

export interface PulledExit {
  readonly order: Order;
  readonly reason: string;
  /** Contracts that may go on resting, where the order is only too large; null = cancel it. */
  readonly keep: CentiContracts | null;
}

/** What may stay: all that is held, while the order still closes it. */
function keepOf(input: GateInput, order: Order): CentiContracts | null {
  const held = heldContracts(input);
  const closes = held > 0 ? 'ask' : 'bid';
  const isTooLarge =
    held !== 0 && order.request.side === closes && order.remaining > Math.abs(held);
  return isTooLarge ? count(Math.abs(held)) : null;
}

/** Posted exits whose time is up, whose reason is gone, or that could open a position. Cancels are always allowed. */
export function exitsToPull(input: GateInput): readonly PulledExit[] {
  return input.openOrders
    .filter(
      (order) =>
        order.request.purpose === 'exit' &&
        order.request.timeInForce === 'good_till_canceled' &&
        (order.state === 'resting' || order.state === 'partially-filled'),
    )
    .flatMap((order) => {
      const reason = reasonAgainst(input, order);
      return reason === null ? [] : [{ order, reason, keep: keepOf(input, order) }];
    });
}
