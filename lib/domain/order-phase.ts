// The three phases of an order's life. In: its state. Out: working, unknown or finished.
import { mayStillFill, ORDER_STATES, type OrderState } from './order.ts';

/** working: it may still fill and the venue's word on it is known or awaited · unknown: nobody knows · finished: it cannot fill any more. */
export const ORDER_PHASES = ['working', 'unknown', 'finished'] as const;
export type OrderPhase = (typeof ORDER_PHASES)[number];

/** Every state has one phase. */
export function phaseOf(state: OrderState): OrderPhase {
  if (state === 'unknown') return 'unknown';
  return mayStillFill(state) ? 'working' : 'finished';
}

/** The states of a phase, in the order of the list of states. */
export function statesOf(phase: OrderPhase): readonly OrderState[] {
  return ORDER_STATES.filter((state) => phaseOf(state) === phase);
}
