// An order's life in words: average of its fills, its approval, and what is not known.
import { describe, expect, it } from 'vitest';
import type { OrderLife, StoredFillRow } from '#lib/wire/orders-http.ts';
import { approvalText, averagePrice, intentFacts, orderFacts, orderSentence } from './life-view.ts';

const AT = 1_795_186_800_000;

const FILL: StoredFillRow = {
  ...{ seq: 1, tradeId: 't-1', venueOrderId: 'v-1', clientOrderId: 'o-1', ticker: 'M-1' },
  ...{ side: 'ask', price: 4_600, count: 250, feeMicro: 17_500, isTaker: false, at: AT },
  ...{ purpose: 'enter', source: 'stream' },
};

const LIFE: OrderLife = {
  order: {
    ...{ clientOrderId: 'o-1', venueOrderId: null, ticker: 'M-1', purpose: 'enter', side: 'ask' },
    ...{ price: 4_600, count: 1_000, filled: 350, remaining: 650, note: '', feesMicro: 17_500 },
    ...{ timeInForce: 'good_till_canceled', postOnly: true, state: 'partially-filled' },
    ...{ createdAt: AT, updatedAt: AT + 5, expiresAt: null, decisionId: 'd', approvalId: 'a-1' },
  },
  intent: null,
  events: [],
  fills: [FILL, { ...FILL, seq: 2, tradeId: 't-2', price: 4_500, count: 100 }],
  approval: {
    ...{ id: 'a-1', state: 'approved', version: 2, limitPrice: 4_500, raisedAt: AT - 9 },
    ...{ answeredBy: 'operator', answeredAt: AT - 1, reason: null },
  },
  hasDecision: true,
};

function factOf(name: string, life: OrderLife): string | undefined {
  return [...orderFacts(life), ...intentFacts(life)].find((fact) => fact.name === name)?.value;
}

describe('the life of an order', () => {
  it('the average is weighed by contracts and told on the outcome that was bought', () => {
    expect(averagePrice(LIFE.fills)).toBeCloseTo((4_600 * 250 + 4_500 * 100) / 350, 9);
    expect(averagePrice([])).toBeNull();
    expect(orderSentence(LIFE.order)).toBe('Buy 10 NO at 54¢');
    expect(factOf('Average ¢', LIFE)).toBe('54.29');
    expect(factOf('Average ¢', { ...LIFE, fills: [] })).toBe('–');
  });

  it('fills that are not stored yet are told, not counted as nothing', () => {
    expect(factOf('Fills stored', LIFE)).toBe('2');
    expect(factOf('Fills stored', { ...LIFE, fills: [FILL] })).toContain('not all of them yet');
  });

  it('what is not known says so', () => {
    expect(factOf('Venue order id', LIFE)).toBe('not known');
    expect(factOf('Intent', LIFE)).toBe('none is stored');
  });

  it('the approval says who answered, when and at which limit; without one, why', () => {
    expect(approvalText(LIFE)).toBe('approved by operator, 2026-11-20 14:59:59.999 UTC; limit 55¢');
    expect(approvalText({ ...LIFE, approval: null })).toBe('a-1: not stored');
    const order = { ...LIFE.order, approvalId: null };
    expect(approvalText({ ...LIFE, order })).toBe('none was asked for');
  });
});
