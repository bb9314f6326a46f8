// A ticket being written: the words of a trader become one side of the YES book, at prices the market takes.
import { describe, expect, it } from 'vitest';
import { price } from '#lib/domain/price.ts';
import { parseCents } from '#lib/format/parse-cents.ts';
import {
  type Draft,
  openingDraft,
  sideOf,
  snapped,
  stepped,
  TRADES,
  ticketOf,
} from './ticket-draft.ts';

/** Tenths of a cent under 10 ¢ and over 90 ¢, whole cents between. */
const FINE = [
  { start: price(0), end: price(1_000), step: 10 },
  { start: price(1_000), end: price(9_000), step: 100 },
  { start: price(9_000), end: price(10_000), step: 10 },
];
const DRAFT: Draft = { trade: 'buy-no', contracts: '5', price: '40', style: 'take' };
const QUOTE = { bid: 4_600, ask: 4_800, edgeSide: null, positionCentiContracts: 0 };

describe('a ticket being written', () => {
  it('buying NO at 40 is an ask at 60 of the YES book, selling NO the bid that closes it', () => {
    expect(ticketOf(DRAFT, 'KX-1')).toEqual({
      ...{ ticker: 'KX-1', purpose: 'enter', side: 'ask', price: 6_000, count: 500, style: 'take' },
    });
    expect(ticketOf({ ...DRAFT, trade: 'sell-no' }, 'KX-1')).toMatchObject({
      ...{ purpose: 'exit', side: 'bid', price: 6_000 },
    });
    expect(TRADES.map(sideOf)).toEqual(['bid', 'ask', 'ask', 'bid']);
  });

  it.each(['', '0', '100', '12.345', 'x', '-3'])('%j is no price', (typed) => {
    expect(ticketOf({ ...DRAFT, price: typed }, 'KX-1')).toBeNull();
  });

  it.each(['', '0', '1.5', '-1', '1e3'])('%j is no count', (typed) => {
    expect(ticketOf({ ...DRAFT, contracts: typed }, 'KX-1')).toBeNull();
  });

  it('cents are read exactly, with a point or a comma', () => {
    expect(['46', '46.3', '46,35', '0.1 ¢'].map(parseCents)).toEqual([4_600, 4_630, 4_635, 10]);
  });

  it('I32 a price between two legal ones goes to the one that is no worse for us', () => {
    expect(snapped(FINE, 'bid', 4_650)).toBe(4_600);
    expect(snapped(FINE, 'ask', 4_650)).toBe(4_700);
    expect(snapped(FINE, 'bid', 955)).toBe(950);
  });

  it('steps are fine under 10 ¢ and over 90 ¢, whole between, and end at the last legal price', () => {
    const step = (from: string, to: 'up' | 'down', trade: Draft['trade'] = 'buy-yes') =>
      stepped(FINE, { trade, price: from }, to);
    expect([step('9.9', 'up'), step('10', 'up'), step('10', 'down')]).toEqual(['10', '11', '9.9']);
    expect([step('90', 'up'), step('99.9', 'up'), step('0.1', 'down')]).toEqual([
      '90.1',
      '99.9',
      '0.1',
    ]);
    expect([step('40', 'up', 'buy-no'), step('9.9', 'up', 'buy-no')]).toEqual(['41', '10']);
  });

  it('opens on all of what is held, else on one contract of the edge, at the price that takes', () => {
    expect(openingDraft(QUOTE)).toMatchObject({ trade: 'buy-yes', contracts: '1', price: '48' });
    expect(openingDraft({ ...QUOTE, edgeSide: 'ask' })).toMatchObject({
      trade: 'buy-no',
      price: '54',
    });
    expect(openingDraft({ ...QUOTE, positionCentiContracts: -700 })).toMatchObject({
      ...{ trade: 'sell-no', contracts: '7', price: '52' },
    });
    expect(openingDraft(undefined).price).toBe('');
  });
});
