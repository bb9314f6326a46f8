// Phases of orders: every state has one, and unknown stands alone.
import { expect, test } from 'vitest';
import { mayStillFill, ORDER_STATES } from './order.ts';
import { ORDER_PHASES, phaseOf, statesOf } from './order-phase.ts';

test('the phases share out all states, each to one', () => {
  const shared = ORDER_PHASES.flatMap((phase) => statesOf(phase));
  expect(shared.toSorted()).toEqual([...ORDER_STATES].toSorted());
});

test('unknown is neither working nor finished, and finished is what cannot fill', () => {
  expect(statesOf('unknown')).toEqual(['unknown']);
  for (const state of ORDER_STATES)
    expect(phaseOf(state) === 'finished').toBe(!mayStillFill(state));
});
