// Market labels: the comparison sign is part of the contract, so each series has its own.
import { describe, expect, it, test } from 'vitest';
import { marketLabel, nameOfTicker, ruleText, termsText } from './market-label.ts';

const BASE = { strikeCents: null, capCents: null, title: 'venue title' } as const;

describe('market label', () => {
  it('fifteen minutes settle at or above, hourly strictly above', () => {
    expect(ruleText({ ...BASE, series: 'KXBTC15M', strikeCents: 8_587_644 })).toBe('≥ 85,876.44');
    expect(ruleText({ ...BASE, series: 'KXBTCD', strikeCents: 8_649_999 })).toBe('> 86,499.99');
  });

  it('a bracket names both ends, a lower tail its cap', () => {
    const bracket = {
      ...BASE,
      series: 'KXBTC',
      strikeCents: 8_630_000,
      capCents: 8_639_999,
    } as const;
    expect(marketLabel(bracket)).toBe('86,300 – 86,399.99');
    expect(ruleText({ ...BASE, series: 'KXBTC', capCents: 8_000_000 })).toBe('< 80,000');
  });

  it('an unset strike says so and keeps the title of the venue', () => {
    expect(ruleText({ ...BASE, series: 'KXBTC15M' })).toBe('not set yet');
    expect(marketLabel({ ...BASE, series: 'KXBTC15M' })).toBe('venue title');
  });

  it('an hourly strike keeps the short title of the venue', () => {
    expect(marketLabel({ ...BASE, series: 'KXBTCD', strikeCents: 8_649_999 })).toBe('venue title');
  });
});

it('an offer names series and close; what is not known is not made up', () => {
  const at = Date.UTC(2026, 10, 22, 17, 0);
  expect(termsText('KXBTCD', at)).toBe('hourly, closes 17:00 UTC');
  expect(termsText(null, null)).toBe('series not known, its close is not known');
});

test('a market that is gone is named by what its ticker tells: close in UTC, strike where it is in it', () => {
  expect(nameOfTicker('KXBTC15M-26NOV232000-00')).toBe('15 min 01:00');
  expect(nameOfTicker('KXBTCD-26NOV2217-T84899.99')).toBe('> 84,899.99 22:00');
  expect(nameOfTicker('KXBTCD-26JUL0117-T84899.99')).toBe('> 84,899.99 21:00');
  expect(nameOfTicker('KXBTC-26NOV2217-B84850')).toBe('range at 84,850 22:00');
  expect(nameOfTicker('KXNFL-1')).toBe('KXNFL-1');
});
