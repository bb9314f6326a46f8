// Sealing: equal in, equal out; any difference that matters changes the hash.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import { decide } from './decide.ts';
import { changedEnough, sealDecision } from './seal-decision.ts';
import { exitOrder } from './testing/exit-order.ts';
import { FAIR, GOOD, inputWith, NOW } from './testing/sample-input.ts';

describe('sealing a decision', () => {
  test('I22 gives the same bytes for the same input, and binds the intent to its decision', () => {
    const first = sealDecision(decide(GOOD));
    expect(sealDecision(decide(structuredClone(GOOD)))).toEqual(first);
    expect(first.intent?.decisionId).toBe(first.id);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('changes both hashes when any input differs', () => {
    const first = sealDecision(decide(GOOD));
    const other = { ...FAIR, probability: probability(0.550_000_002) };
    for (const input of [
      inputWith({ eventSeq: 8 }),
      inputWith({ fair: other }),
      inputWith({ ordersLastMinute: 1 }),
    ]) {
      const sealed = sealDecision(decide(input));
      expect(sealed.inputHash).not.toBe(first.inputHash);
      expect(sealed.hash).not.toBe(first.hash);
    }
  });

  test('seals a decision on a non-finite number instead of dying on it', () => {
    const sealed = sealDecision(decide(inputWith({ fair: { ...FAIR, meanUsd: Number.NaN } })));
    expect(sealed.inputHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is news when the verdict, a failing check or the intent changes, or a second has passed', () => {
    const before = sealDecision(decide(GOOD));
    expect(changedEnough(null, decide(GOOD))).toBe(true);
    expect(changedEnough(before, decide(GOOD))).toBe(false);
    expect(changedEnough(before, decide(inputWith({ killed: true })))).toBe(true);
    expect(changedEnough(before, decide(inputWith({ at: wallMs(NOW + 1_000) })))).toBe(true);
    const killed = sealDecision(decide(inputWith({ killed: true })));
    expect(changedEnough(killed, decide(inputWith({ killed: true })))).toBe(false);
    expect(changedEnough(killed, decide(inputWith({ killed: true, cash: null })))).toBe(true);
  });

  test('I22 an order of ours that fills on, a level of the book and another forecast are other inputs; a title is not', () => {
    const hash = (change: Partial<typeof GOOD>) =>
      sealDecision(decide(inputWith(change))).inputHash;
    const order = exitOrder();
    const open = (change: Partial<typeof order>) => hash({ openOrders: [{ ...order, ...change }] });
    expect(open({ filled: count(1) })).not.toBe(open({}));
    expect(open({ state: 'pending-cancel' })).not.toBe(open({}));
    expect(open({ note: 'other words' })).toBe(open({}));
    const forecast = GOOD.forecast === null ? null : { ...GOOD.forecast, fallback: 'EWMA' };
    const { bids, asks } = GOOD.depth;
    const thinner = { bids, asks: asks.map((each) => ({ ...each, size: count(each.size - 1) })) };
    const hashes = [{}, { forecast }, { forecast: null }, { depth: thinner }].map(hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hash({ market: { ...GOOD.market, title: 'other words' } })).toBe(hash({}));
    // Ten levels of a side stand for all of it.
    const deep = (last: number) => ({
      bids,
      asks: Array.from({ length: 11 }, (_, i) => ({
        price: price(4_800 + i * 100),
        size: count(i === 10 ? last : 100),
      })),
    });
    expect(hash({ depth: deep(1) })).toBe(hash({ depth: deep(2) }));
  });

  test('is news by each part of the intent, by a clock that stepped back, and by which check fails, not how many', () => {
    const draft = decide(GOOD);
    const before = sealDecision(draft);
    const { intent } = before;
    if (intent === null) throw new Error('the sample enters');
    for (const change of [
      { side: 'ask' as const },
      { price: price(intent.price + 100) },
      { count: count(intent.count + 100) },
    ])
      expect(changedEnough({ ...before, intent: { ...intent, ...change } }, draft)).toBe(true);
    expect(changedEnough({ ...before, intent: null }, draft)).toBe(true);
    expect(changedEnough({ ...before, at: wallMs(NOW - 999) }, draft)).toBe(false);
    expect(changedEnough({ ...before, at: wallMs(NOW - 1_000) }, draft)).toBe(true);
    expect(changedEnough({ ...before, at: wallMs(NOW + 1) }, draft)).toBe(true);
    const flat = (change: Partial<typeof GOOD>) => decide(inputWith(change));
    const noCash = sealDecision(flat({ dayPnl: null }));
    expect(changedEnough(noCash, flat({ dayPnl: null }))).toBe(false);
    expect(changedEnough(noCash, flat({ drawdown: null }))).toBe(true);
  });
});
