// Resting exits that are no longer the way out. In: gate input. Out: the orders to cancel, each with the reason.
import type { Order } from '#lib/domain/order.ts';
import { exitPlan } from './exit-plan.ts';
import { heldContracts } from './exit-reason.ts';
import type { GateInput } from './gate-input.ts';

/** Of one order: why it must not rest any longer; null = let it. */
function reasonAgainst(input: GateInput, order: Order): string | null {
  const held = heldContracts(input);
  const closes = held > 0 ? 'ask' : 'bid';
  const { side } = order.request;
  if (held === 0 || side !== closes || order.remaining > Math.abs(held))
    return 'a resting exit is not reduce-only: it must never be larger than the position';
  const plan = exitPlan(input);
  if (plan === null) return 'there is no reason to leave any more';
  return plan.candidate.style === 'take' ? 'waited long enough: step to taking' : null;
}

/** Posted exits whose time is up, whose reason is gone, or that could open a position. Cancels are always allowed. */
export function exitsToPull(
  input: GateInput,
): readonly { readonly order: Order; readonly reason: string }[] {
  return input.openOrders
    .filter(
      (order) =>
        order.request.purpose === 'exit' &&
        order.request.timeInForce === 'good_till_canceled' &&
        (order.state === 'resting' || order.state === 'partially-filled'),
    )
    .flatMap((order) => {
      const reason = reasonAgainst(input, order);
      return reason === null ? [] : [{ order, reason }];
    });
}
