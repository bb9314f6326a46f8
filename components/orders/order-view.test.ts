// Order truth on screen: unknown is its own state and is never drawn as working or as gone.
import { describe, expect, it } from 'vitest';
import { ORDER_STATES } from '#lib/domain/order.ts';
import { askedWord, isCancellable, truthOf } from './order-view.ts';

describe('order view', () => {
  it('an entry that nobody was asked about says so; approved, worded by a person and exits do not', () => {
    const entry = { purpose: 'enter', approvalId: null, clientOrderId: 'c0ffee00-1' } as const;
    expect(askedWord(entry)).toBe('not asked');
    expect(askedWord({ ...entry, approvalId: 'a-1' })).toBe('approved');
    expect(askedWord({ ...entry, clientOrderId: '4d414e55-1' })).toBe('by ticket');
    expect(askedWord({ ...entry, purpose: 'exit' })).toBeNull();
  });

  it('every state has exactly one truth', () => {
    expect(Object.fromEntries(ORDER_STATES.map((state) => [state, truthOf(state)]))).toEqual({
      intended: 'pending',
      sent: 'pending',
      unknown: 'unknown',
      resting: 'confirmed',
      'partially-filled': 'confirmed',
      'pending-cancel': 'pending',
      'pending-amend': 'pending',
      cancelled: 'over',
      filled: 'over',
      expired: 'over',
      rejected: 'over',
      denied: 'over',
      settled: 'over',
    });
  });

  it('an unknown order can be cancelled, one being cancelled or already over cannot', () => {
    const states = ORDER_STATES.filter((state) => isCancellable(state));
    expect(states).toEqual(['sent', 'unknown', 'resting', 'partially-filled', 'pending-amend']);
  });
});
