// Properties of the transition table: closed, terminal means terminal, and no way to "rejected" without evidence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayStillFill, ORDER_STATES, type OrderState } from '#lib/domain/order.ts';
import { nextState, ORDER_EVENTS, ORDER_TRANSITIONS } from './order-states.ts';

const states = fc.constantFrom(...ORDER_STATES);
const events = fc.constantFrom(...ORDER_EVENTS);

describe('the order state table', () => {
  test('I12 covers every state and leads only to known ones', () => {
    expect(Object.keys(ORDER_TRANSITIONS).sort()).toEqual([...ORDER_STATES].sort());
    for (const row of Object.values(ORDER_TRANSITIONS))
      for (const to of Object.values(row)) expect(ORDER_STATES).toContain(to);
  });

  test('I12 a random walk never brings a dead order back to life', () => {
    fc.assert(
      fc.property(states, fc.array(events, { maxLength: 40 }), (start, walk) => {
        let state: OrderState = start;
        for (const event of walk) {
          const next = nextState(state, event);
          if (next === null) continue;
          if (!mayStillFill(state)) {
            expect(mayStillFill(next)).toBe(false);
            if (next !== state) expect([event, next]).toEqual(['full-fill', 'filled']);
          }
          state = next;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('I29 "rejected" is reached only by the venue\'s no or by proved absence, absence only from unknown', () => {
    for (const state of ORDER_STATES)
      for (const event of ORDER_EVENTS) {
        const next = nextState(state, event);
        if (next === 'rejected' && state !== 'rejected')
          expect(['reject', 'absent']).toContain(event);
        if (event === 'absent' && next !== null) expect(state).toBe('unknown');
        if (next === 'unknown') expect(event).toBe('lose');
      }
  });

  test('I7 nothing the venue can say fits an order that was never sent', () => {
    for (const event of ['rest', 'part-fill', 'full-fill', 'cancel', 'expire', 'reject'] as const)
      expect(nextState('intended', event)).toBeNull();
  });

  test('F55 a fill is accepted in every state that has ever been at the venue', () => {
    for (const state of ORDER_STATES)
      if (state !== 'intended') expect(nextState(state, 'part-fill')).not.toBeNull();
  });
});
