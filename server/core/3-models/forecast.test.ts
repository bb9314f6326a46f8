// From features to forecast and fair value: checks of the answer, fallbacks by name, bounds, confidence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btcCents, btcUsd } from '#lib/domain/btc.ts';
import type { FeatureRow } from '#lib/domain/features.ts';
import type {
  Forecast,
  HorizonForecast,
  IndexEstimate,
  ModelAnswer,
} from '#lib/domain/forecast.ts';
import { eventTicker, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import { unwrap } from '#lib/result.ts';
import { featuresToRequest } from './features-to-request.ts';
import { forecastToFairValue } from './forecast-to-fair-value.ts';
import { meanFactor, minuteFactor, profileSeconds } from './intraday-profile.ts';
import { marketToIndexEstimate } from './market-to-index-estimate.ts';
import { outputToForecast } from './output-to-forecast.ts';
import { logVarianceSd, statisticalLogVariance } from './statistical-forecast.ts';

const AT = wallMs(1_800_000_000_000);
const HASH = sha256Hex('a'.repeat(64));
const MODEL = { id: 'tiny', hash: HASH, shape: [1, 4] };
const LEVEL = Math.log(0.5 ** 2 / 31_536_000);

function row(levels: Partial<Record<string, number | null>> = {}): FeatureRow {
  const all: Record<string, number | null | undefined> = {
    first: 0.25,
    second: null,
    level·ewma5m: LEVEL,
    level·riskmetrics: LEVEL,
    level·ewma30m: LEVEL,
    level·ewma4h: LEVEL,
    level·rv60m: LEVEL,
    ...levels,
  };
  const names = Object.keys(all);
  return {
    at: AT,
    layout: { names, version: 1, hash: HASH },
    values: Float64Array.from(names, (name) => all[name] ?? 0),
    present: Uint8Array.from(names, (name) => (typeof all[name] === 'number' ? 1 : 0)),
  };
}

function ask() {
  const request = featuresToRequest(row(), MODEL, AT);
  if (request === null) throw new Error('the row should make a request');
  const answered = (output: readonly number[], change: Partial<ModelAnswer> = {}): ModelAnswer =>
    Object.assign(
      { kind: 'answered', modelId: 'tiny', modelHash: HASH, tookMs: 1, output } as const,
      { inputHash: request.inputHash },
      change,
    );
  return { request, answered };
}

describe('model request', () => {
  it('carries values, then presence flags, and a hash that depends on both and on the time', () => {
    const { request } = ask();
    expect([...request.input]).toEqual([0.25, 0, 1, 0]);
    const later = featuresToRequest(row(), MODEL, wallMs(AT + 1));
    const other = featuresToRequest(row({ first: 0.5 }), MODEL, AT);
    expect(new Set([request.inputHash, later?.inputHash, other?.inputHash]).size).toBe(3);
  });

  it('is not made without a statistical base or for a shape that does not fit', () => {
    expect(featuresToRequest(row({ level·ewma30m: null }), MODEL, AT)).toBeNull();
    for (const shape of [[1, 3], [2, 4], [4], [1, 400]])
      expect(featuresToRequest(row(), { ...MODEL, shape }, AT)).toBeNull();
  });

  it('F103 is not made from a value that is not finite', () => {
    expect(featuresToRequest(row({ first: Number.NaN }), MODEL, AT)).toBeNull();
  });
});

describe('forecast', () => {
  it('combines the base and its correction in logs', () => {
    const { request, answered } = ask();
    const input = { row: row(), request, at: AT };
    const forecast = unwrap(outputToForecast({ ...input, answer: answered([0.4]) }));
    const base = statisticalLogVariance(row()) ?? 0;
    expect(Math.log(forecast.horizons[0]?.variancePerSecond ?? 0)).toBeCloseTo(base + 0.2, 12);
    expect(forecast).toMatchObject({
      fallback: null,
      modelId: 'statistical+tiny',
      modelHash: HASH,
    });
    expect(forecast.horizons[0]?.members.map((member) => member.id)).toEqual([
      'statistical',
      'tiny',
    ]);
  });

  it.each<[string, (a: ReturnType<typeof ask>) => ModelAnswer | null, string]>([
    ['F106 no answer in time', () => null, 'did not answer in time'],
    [
      'F106 a late answer to another question',
      (a) => a.answered([0], { inputHash: sha256Hex('b'.repeat(64)) }),
      'another question',
    ],
    [
      'I24 another model hash',
      (a) => a.answered([0], Object({ modelHash: sha256Hex('c'.repeat(64)) })),
      'another model',
    ],
    ['F105 two outputs', (a) => a.answered([0, 0]), 'gave 2 outputs'],
    ['F104 NaN', (a) => a.answered([Number.NaN]), 'not finite'],
    [
      'a refusal',
      (a) => ({
        kind: 'refused',
        modelId: 'tiny',
        inputHash: a.request.inputHash,
        reason: 'range',
      }),
      'refused: range',
    ],
    ['members that differ by more than 1', (a) => a.answered([1.2]), 'differ by 1.20'],
  ])('%s: the base answers alone and the fallback is named', (_name, answerOf, reason) => {
    const asked = ask();
    const answer = answerOf(asked);
    const forecast = unwrap(
      outputToForecast({ row: row(), request: asked.request, answer, at: AT }),
    );
    expect(forecast.fallback).toContain(reason);
    expect(forecast.modelId).toBe('statistical');
    expect(forecast.modelHash).toBeNull();
    expect(Math.log(forecast.horizons[0]?.variancePerSecond ?? 0)).toBeCloseTo(
      statisticalLogVariance(row()) ?? 0,
      12,
    );
  });

  it('is refused, not guessed, without a minute of samples', () => {
    const empty = row({ level·ewma30m: null });
    const made = outputToForecast({ row: empty, request: null, answer: null, at: AT });
    expect(made).toMatchObject({ ok: false });
  });

  it('F104 is refused when the variance is out of any market’s range', () => {
    const wild = row({ level·ewma30m: 5, level·ewma4h: 5, level·rv60m: 5, level·ewma5m: 5 });
    expect(outputToForecast({ row: wild, request: null, answer: null, at: AT }).ok).toBe(false);
  });

  it('missing long windows leave the level, not a hole', () => {
    const young = row({ level·ewma4h: null, level·rv60m: null });
    expect(statisticalLogVariance(young)).toBeCloseTo(LEVEL + 0.16, 1);
  });

  it('is less certain on short horizons', () => {
    const sds = [60, 300, 600, 900, 2_000, 3_600, 9_000].map(logVarianceSd);
    expect([...sds].sort((a, b) => b - a)).toEqual(sds);
    expect(sds.every((sd) => sd > 0.5 && sd < 0.8)).toBe(true);
  });
});

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
