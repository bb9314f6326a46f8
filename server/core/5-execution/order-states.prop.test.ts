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
            if (next !== state)
              expect([
                ['full-fill', 'filled'],
                ['settle', 'settled'],
              ]).toContainEqual([event, next]);
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

  test('a settled order stays settled, and only one that ended at the venue is settled', () => {
    for (const state of ORDER_STATES) {
      const next = nextState(state, 'settle');
      if (next !== null) expect(['cancelled', 'expired', 'filled', 'settled']).toContain(state);
    }
    for (const event of ORDER_EVENTS)
      expect([null, 'settled']).toContain(nextState('settled', event));
  });

  test('an amend is asked of what rests alone, and asking for it never stops a cancel', () => {
    for (const state of ORDER_STATES)
      if (nextState(state, 'ask-amend') === 'pending-amend' && state !== 'pending-amend')
        expect(['resting', 'partially-filled']).toContain(state);
    expect(nextState('pending-amend', 'ask-cancel')).toBe('pending-cancel');
    expect(nextState('pending-cancel', 'ask-amend')).toBeNull();
  });

  test('every state is reached from the first, and every event moves something', () => {
    const reached = new Set<OrderState>(['intended']);
    for (let round = 0; round < ORDER_STATES.length; round += 1)
      for (const state of reached)
        for (const event of ORDER_EVENTS) {
          const next = nextState(state, event);
          if (next !== null) reached.add(next);
        }
    expect([...reached].sort()).toEqual([...ORDER_STATES].sort());
    for (const event of ORDER_EVENTS)
      expect(ORDER_STATES.some((state) => nextState(state, event) !== null)).toBe(true);
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
