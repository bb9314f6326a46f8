// The ladder's skeleton: order of events and strikes, and which market the desk opens on.
import { describe, expect, it } from 'vitest';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import { defaultMarket, listEvents } from './market-list.ts';

function row(part: Partial<LadderRow>): LadderRow {
  return {
    event: 'E1',
    series: 'KXBTCD',
    title: '',
    strikeCents: 8_490_000,
    capCents: null,
    openAt: 0,
    closeAt: 1_000,
    status: 'active',
    book: 'live',
    bookDetail: '',
    bid: null,
    bidSize: null,
    ask: null,
    askSize: null,
    last: null,
    fair: null,
    fairLow: null,
    fairHigh: null,
    confidence: null,
    fairAt: null,
    signal: null,
    edge: null,
    edgeSide: null,
    verdict: null,
    positionCentiContracts: 0,
    restingCentiContracts: 0,
    knownPrints: 0,
    missingPrints: 0,
    knownMeanUsd: null,
    requiredMeanUsd: null,
    meanUsd: null,
    sdUsd: null,
    result: null,
    resultFinal: false,
    ...part,
  };
}

describe('market list', () => {
  it('puts the highest strike on top and an unset strike last', () => {
    const events = listEvents({
      low: row({ strikeCents: 8_480_000 }),
      unset: row({ strikeCents: null }),
      high: row({ strikeCents: 8_500_000 }),
    });
    expect(events[0]?.markets.map((market) => market.ticker)).toEqual(['high', 'low', 'unset']);
  });

  it('a lower tail is placed by its cap', () => {
    const events = listEvents({
      tail: row({ strikeCents: null, capCents: 8_000_000 }),
      next: row({ strikeCents: 8_100_000 }),
    });
    expect(events[0]?.markets.map((market) => market.ticker)).toEqual(['next', 'tail']);
  });

  it('trading events come first, soonest close first, settled ones after', () => {
    const events = listEvents({
      a: row({ event: 'late', closeAt: 3_000 }),
      b: row({ event: 'over', closeAt: 500, status: 'closed' }),
      c: row({ event: 'soon', closeAt: 2_000 }),
    });
    expect(events.map((event) => event.event)).toEqual(['soon', 'late', 'over']);
    expect(events[2]?.isTrading).toBe(false);
  });

  it('opens on the strike nearest to spot of the soonest trading event', () => {
    const events = listEvents({
      far: row({ strikeCents: 8_400_000 }),
      near: row({ strikeCents: 8_495_000 }),
      other: row({ event: 'late', closeAt: 9_000, strikeCents: 8_491_000 }),
    });
    expect(defaultMarket(events, 84_912)).toBe('near');
  });

  it('without spot it still opens on a market, and without markets on none', () => {
    expect(defaultMarket(listEvents({ only: row({}) }), null)).toBe('only');
    expect(defaultMarket([], 84_912)).toBeNull();
  });
});
