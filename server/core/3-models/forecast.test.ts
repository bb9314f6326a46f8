// What a price is made of: the index estimate and the minute profile.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { meanFactor, minuteFactor, profileSeconds } from './intraday-profile.ts';
import { marketToIndexEstimate } from './market-to-index-estimate.ts';

const AT = wallMs(1_800_000_000_000);
describe('minute profile', () => {
  it('has mean 1 over any whole hour and integrates piecewise', () => {
    expect(meanFactor(AT, AT + 3_600_000)).toBeCloseTo(1, 12);
    const instant = fc.integer({ min: 0, max: 7_200_000 });
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        const whole = profileSeconds(AT + a, AT + b) + profileSeconds(AT + b, AT + c);
        expect(whole).toBeCloseTo(profileSeconds(AT + a, AT + c), 6);
      }),
    );
  });

  it('is quiet in the settlement minute and loud at the full hour', () => {
    expect(minuteFactor(AT + 59 * 60_000)).toBeLessThan(0.8);
    expect(minuteFactor(AT)).toBeGreaterThan(1.2);
  });
});

const WINDOW = {
  knownCount: 0,
  knownSumUsd: 0,
  missingCount: 0,
  unknownCount: 60,
  secondsToNextPrint: 841,
  secondsToClose: 900,
};
describe('index estimate', () => {
  const spot = {
    book: { kind: 'live' },
    bookAt: AT,
    bidUsd: 94_999,
    askUsd: 95_001,
    midUsd: 95_000,
    bids: () => [],
    asks: () => [],
    lastTradeUsd: 94_990,
    tradeAt: AT,
    online: true,
  } as const;
  const index = {
    last: btcCents(9_500_700),
    sourceAt: AT,
    receivedAt: AT,
    venueWindowMeanCents: null,
    window: () => WINDOW,
  };
  const basis = { meanUsd: 6, sdUsd: 3, at: AT };
  const at = (ms: number) => wallMs(AT + ms);

  it('is the fresh print while there is one', () => {
    const estimate = marketToIndexEstimate({
      market: { spot, index },
      basis,
      at: at(1_500),
      proxySdUsd: null,
    });
    expect(estimate).toEqual({ at: AT, value: 95_007, basisSdUsd: 0, source: 'brti' });
  });

  it('I23 falls to spot plus basis the moment the print is stale, with its own doubt', () => {
    const estimate = marketToIndexEstimate({
      market: { spot, index },
      basis,
      at: at(1_501),
      proxySdUsd: null,
    });
    expect(estimate).toMatchObject({ value: 95_006, source: 'kraken-plus-basis' });
    expect(estimate?.basisSdUsd).toBeGreaterThan(3);
  });

  it('is missing when spot is stale, broken or offline, or no basis is known', () => {
    const none = { basis, at: at(7_000), proxySdUsd: null };
    expect(marketToIndexEstimate({ ...none, market: { spot, index } })).toBeNull();
    for (const bad of [{ online: false }, { book: { kind: 'broken', reason: '' } }] as const) {
      const market = { spot: { ...spot, ...bad }, index };
      expect(marketToIndexEstimate({ ...none, market, at: at(2_000) })).toBeNull();
    }
    const unknown = { ...none, basis: null, at: at(2_000) };
    expect(marketToIndexEstimate({ ...unknown, market: { spot, index } })).toBeNull();
  });

  it('uses the bare spot price only where it was asked for', () => {
    const market = { spot, index: { ...index, last: null, sourceAt: null, receivedAt: null } };
    const proxy = marketToIndexEstimate({ market, basis: null, at: at(0), proxySdUsd: 15 });
    expect(proxy).toMatchObject({ value: 95_000, basisSdUsd: 15, source: 'spot-proxy' });
  });
});
