// From forecast to fair value: band, confidence, index estimate, and the minute profile.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btcCents, btcUsd } from '#lib/domain/btc.ts';
import type { Forecast, HorizonForecast, IndexEstimate } from '#lib/domain/forecast.ts';
import { eventTicker, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import { unwrap } from '#lib/result.ts';
import { forecastToFairValue } from './forecast-to-fair-value.ts';
import { meanFactor, minuteFactor, profileSeconds } from './intraday-profile.ts';
import { marketToIndexEstimate } from './market-to-index-estimate.ts';

const AT = wallMs(1_800_000_000_000);
const HASH = sha256Hex('a'.repeat(64));
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

const CLOSE = wallMs(AT + 900_000);
const MARKET: Market = {
  ticker: marketTicker('T'),
  event: eventTicker('E'),
  series: 'KXBTC15M',
  rule: { kind: 'at-or-above-rounded', strike: btcCents(9_510_000) },
  openAt: AT,
  closeAt: CLOSE,
  status: 'active',
  grid: [],
  shard: 0,
  fee: { kind: 'quadratic', multiplier: 1 },
  result: null,
  title: '',
};
const WINDOW = {
  knownCount: 0,
  knownSumUsd: 0,
  missingCount: 0,
  unknownCount: 60,
  secondsToNextPrint: 841,
  secondsToClose: 900,
};
const HORIZON: HorizonForecast = {
  minutes: 15,
  variancePerSecond: 0.5 ** 2 / 31_536_000,
  logVarianceSd: 0.6,
  tailNu: 5,
  tailScale: 1,
  base: 0,
  members: [],
  contributions: [],
};
const FORECAST: Forecast = {
  at: AT,
  horizons: [HORIZON],
  refused: [],
  modelId: 'statistical',
  modelHash: null,
  inputHash: HASH,
  fallback: null,
};
const ESTIMATE: IndexEstimate = { at: AT, value: btcUsd(95_000), basisSdUsd: 0, source: 'brti' };
const INPUT = { forecast: FORECAST, estimate: ESTIMATE, market: MARKET, window: WINDOW, at: AT };

function confidenceWith(logVarianceSd: number, basisSdUsd = 0): number {
  const forecast = { ...FORECAST, horizons: [{ ...HORIZON, logVarianceSd }] };
  const estimate = { ...ESTIMATE, basisSdUsd };
  return unwrap(forecastToFairValue({ ...INPUT, forecast, estimate })).confidence;
}

describe('fair value', () => {
  it('lies in its band, with mean, spread and required mean in USD', () => {
    const fair = unwrap(forecastToFairValue(INPUT));
    expect(fair.probability).toBeGreaterThan(0.3);
    expect(fair.probability).toBeLessThan(0.4);
    expect(fair.low).toBeLessThan(fair.probability);
    expect(fair.high).toBeGreaterThan(fair.probability);
    expect(fair.meanUsd).toBeCloseTo(95_000, 6);
    expect(fair.sdUsd).toBeGreaterThan(200);
    expect(fair.sdUsd).toBeLessThan(300);
    expect(fair.effectiveSeconds).toBeCloseTo(860.5028, 4);
    expect(fair.requiredMeanUsd).toBeCloseTo(95_099.995, 6);
    expect(fair.deltaPerUsd).toBeGreaterThan(0);
  });

  it('is refused while the strike is unset or the forecast is no number', () => {
    const unset: Market = { ...MARKET, rule: { kind: 'unset', reason: 'TBD' } };
    expect(forecastToFairValue({ ...INPUT, market: unset }).ok).toBe(false);
    for (const variancePerSecond of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const forecast = { ...FORECAST, horizons: [{ ...HORIZON, variancePerSecond }] };
      expect(forecastToFairValue({ ...INPUT, forecast }).ok).toBe(false);
    }
  });

  it('an older index estimate widens the spread', () => {
    const old = { ...ESTIMATE, at: wallMs(AT - 60_000) };
    const wide = unwrap(forecastToFairValue({ ...INPUT, estimate: old })).sdUsd;
    expect(wide).toBeGreaterThan(unwrap(forecastToFairValue(INPUT)).sdUsd);
  });

  it('when all prints are known it is 0 or 1 with full confidence', () => {
    const window = { ...WINDOW, knownCount: 60, unknownCount: 0, secondsToNextPrint: 0 };
    const yes = { ...window, knownSumUsd: 60 * 95_100, secondsToClose: 0 };
    const fair = unwrap(forecastToFairValue({ ...INPUT, window: yes, at: CLOSE }));
    expect(fair).toMatchObject({ probability: 1, low: 1, high: 1, confidence: 1 });
    expect(fair.requiredMeanUsd).toBeNull();
  });
});

describe('confidence', () => {
  it('is 1 without uncertainty and 0 at twice the normal one', () => {
    expect(confidenceWith(0)).toBe(1);
    expect(confidenceWith(1.6, 20)).toBeCloseTo(0, 9);
  });

  it('never rises with more forecast or basis uncertainty', () => {
    const sd = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(sd, sd, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(confidenceWith(more)).toBeLessThanOrEqual(confidenceWith(less) + 1e-12);
        expect(confidenceWith(0.5, 10 * more)).toBeLessThanOrEqual(
          confidenceWith(0.5, 10 * less) + 1e-12,
        );
      }),
    );
  });

  it('each doubt about the data lowers it', () => {
    const sure = unwrap(forecastToFairValue(INPUT)).confidence;
    const doubts = [
      { forecast: { ...FORECAST, fallback: 'late' } },
      { window: { ...WINDOW, missingCount: 1 } },
      { estimate: { ...ESTIMATE, source: 'kraken-plus-basis' } },
    ] as const;
    for (const doubt of doubts)
      expect(unwrap(forecastToFairValue({ ...INPUT, ...doubt })).confidence).toBeLessThan(sure);
  });
});

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
