// The composed state: fed with a healthy signal it stays quiet, with each defect the right row speaks, and it survives JSON.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { SignalHealthRow } from '#lib/domain/signal-health.ts';
import { unwrap } from '#lib/result.ts';
import { EIGHTY_PERCENT } from '../normal-cdf.ts';
import { unitStudentCdf } from '../student-t.ts';
import { signalHealthFromJson, signalHealthToJson } from './decode-signal-health.ts';
import { coinFrom, normalFrom, seededUniform, studentFrom } from './health-fixtures.ts';
import {
  clearRefitRequests,
  enableModelAgain,
  observeForecastOutcome,
  observeModelAnswer,
  observeRow,
  observeSettlement,
  type RowObservation,
  type SettlementOutcome,
} from './signal-health.ts';
import {
  blendAllowed,
  entryBlock,
  evidenceForModel,
  isHarOnly,
  isModelEnabled,
  logVarianceSdOf,
  stakeFactor,
  statedHalfWidth,
  tailFitOf,
} from './signal-health-answers.ts';
import { signalHealthRows } from './signal-health-rows.ts';
import {
  createSignalHealth,
  type SignalHealth,
  type SignalHealthParameters,
} from './signal-health-state.ts';

const MINUTE_MS = 60_000;
const START = 30_000_000 * MINUTE_MS;
const LAYOUT = 'c'.repeat(64);
const TENTHS = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);
const USUAL = { deciles: TENTHS, warn: 0.1, alarm: 0.25 };
const PARAMETERS: SignalHealthParameters = {
  environment: 'recorded',
  features: [
    { name: 'one', ...USUAL },
    { name: 'two', ...USUAL },
  ],
  probability: USUAL,
  horizons: [
    { minutes: 1, priorLogVarianceSd: 0.7, realisedNoiseSd: 0.3, usualQlike: 0.3 },
    { minutes: 15, priorLogVarianceSd: 0.6, realisedNoiseSd: 0, usualQlike: 0.3 },
  ],
  buckets: [300, 60],
  models: [
    {
      modelId: 'tree-15m',
      layoutHash: LAYOUT,
      ranges: [{ name: 'one', low: 0, high: 1, mayBeMissing: true }],
    },
  ],
};
const BUCKET = 300;

function row(minute: number, uniform: () => number, change: Partial<RowObservation> = {}) {
  return {
    names: ['zero', 'one', 'two'],
    values: [5, uniform(), uniform()],
    present: [1, 1, 1],
    layoutHash: LAYOUT,
    probabilities: [uniform()],
    at: wallMs(START + minute * MINUTE_MS),
    ...change,
  };
}

function settlement(index: number, change: Partial<SettlementOutcome> = {}): SettlementOutcome {
  return {
    bucketSeconds: BUCKET,
    pModel: 0.5,
    pMid: 0.5,
    pTraded: 0.5,
    y: index % 2 === 0 ? 1 : 0,
    pit: null,
    residual: null,
    at: wallMs(START + index * 15 * MINUTE_MS),
    ...change,
  };
}

/** A signal as it was trained: rows, forecasts and settlements that follow their stated laws. */
function feedHealthy(health: SignalHealth, seed: number): void {
  const uniform = seededUniform(seed);
  for (let minute = 0; minute < 360; minute++) observeRow(health, row(minute, uniform));
  for (let i = 0; i < 400; i++) {
    const at = wallMs(START + i * 15 * MINUTE_MS);
    const realisedVariance = Math.exp(0.6 * normalFrom(uniform));
    observeForecastOutcome(health, {
      horizonMinutes: 15,
      forecastVariance: 1,
      realisedVariance,
      at,
    });
    const residual = studentFrom(uniform, 5);
    const p = 0.1 + 0.8 * uniform();
    for (const bucketSeconds of PARAMETERS.buckets) {
      const y = coinFrom(uniform, p);
      const pit = unitStudentCdf(residual, 5);
      const stated = { pModel: p, pMid: p, pTraded: p };
      observeSettlement(health, settlement(i, { bucketSeconds, ...stated, y, pit, residual }));
    }
  }
}

function rowsOf(health: SignalHealth, monitor: string): readonly SignalHealthRow[] {
  return signalHealthRows(health).filter((each) => each.monitor === monitor);
}

describe('signal health', () => {
  it('knows nothing at first, says so in every row, and stands in nobody’s way', () => {
    const health = createSignalHealth(PARAMETERS);
    for (const each of signalHealthRows(health)) expect(each.level).toBe('waiting');
    expect(stakeFactor(health)).toBe(1);
    expect(isHarOnly(health)).toBe(false);
    expect(blendAllowed(health, BUCKET)).toBe(true);
    expect(entryBlock(health)).toBeNull();
    expect(evidenceForModel(health)).toBe(1);
    expect(tailFitOf(health, BUCKET)).toEqual({ nu: 5, scale: 1, count: 0 });
  });

  it('a healthy signal raises no alarm', () => {
    const health = createSignalHealth(PARAMETERS);
    feedHealthy(health, 1);
    observeModelAnswer(health, 'tree-15m', null);
    for (const each of signalHealthRows(health)) {
      const isIdle = each.subject.includes('1 min') && !each.subject.includes('close');
      expect([each.text, each.level]).toEqual([each.text, isIdle ? 'waiting' : 'ok']);
    }
    expect(stakeFactor(health)).toBe(1);
  });

  it('rows at 1 Hz are sampled once a minute, whatever their second', () => {
    const health = createSignalHealth(PARAMETERS);
    const uniform = seededUniform(2);
    for (let second = 0; second < 600; second++)
      observeRow(health, row(second / 60, uniform, { probabilities: [0.2, 0.8] }));
    expect(health.features[0]?.reading.rows).toBe(10);
    expect(health.probability?.reading.rows).toBe(20);
  });

  it('F107 a feature that left its training distribution shrinks the ensemble to HAR and stops entries', () => {
    const health = createSignalHealth(PARAMETERS);
    const uniform = seededUniform(3);
    for (let minute = 0; minute < 360; minute++)
      observeRow(health, row(minute, uniform, { values: [5, 0.95, uniform()] }));
    expect(isHarOnly(health)).toBe(true);
    expect(entryBlock(health)).toContain('one has left its training distribution');
    const levels = rowsOf(health, 'psi').map((each) => [each.subject, each.level]);
    expect(levels).toEqual([
      ['one', 'alarm'],
      ['two', 'ok'],
      ['p', 'ok'],
    ]);
  });

  it('a feature that is missing is not counted: its row waits', () => {
    const health = createSignalHealth(PARAMETERS);
    const uniform = seededUniform(4);
    for (let minute = 0; minute < 360; minute++)
      observeRow(health, row(minute, uniform, { present: [1, 0, 1], values: [5, 0, 0.5] }));
    expect(rowsOf(health, 'psi')[0]?.text).toBe('not enough data: 0 of 200 rows in six hours');
  });

  it('F103 a refused row stops entries until the next good one', () => {
    const health = createSignalHealth(PARAMETERS);
    const uniform = seededUniform(5);
    observeRow(health, row(0, uniform, { values: [5, Number.NaN, 0.5] }));
    expect(entryBlock(health)).toBe('tree-15m is refused: feature one is not a number');
    expect(rowsOf(health, 'input')[0]?.action).toBe('fall-back-to-ewma');
    observeRow(health, row(1, uniform));
    expect(entryBlock(health)).toBeNull();
  });

  it('F104 three bad answers leave a model out until an operator lets it in', () => {
    const health = createSignalHealth(PARAMETERS);
    for (let i = 0; i < 3; i++) observeModelAnswer(health, 'tree-15m', 'not-finite');
    expect(isModelEnabled(health, 'tree-15m')).toBe(false);
    expect(rowsOf(health, 'answers')[0]?.action).toBe('leave-model-out');
    enableModelAgain(health, 'tree-15m');
    expect(isModelEnabled(health, 'tree-15m')).toBe(true);
  });

  it('probabilities that do not come true halve the stake, then stop it', () => {
    const health = createSignalHealth(PARAMETERS);
    const factors: number[] = [];
    for (let i = 0; i < 120; i++) {
      observeSettlement(health, settlement(i, { y: 1 }));
      factors.push(stakeFactor(health));
    }
    expect(factors[0]).toBe(1);
    expect(factors).toContain(0.5);
    expect(factors.at(-1)).toBe(0);
    expect(entryBlock(health)).toContain('5 min to close');
    for (let i = 1; i < factors.length; i++)
      expect(factors[i]).toBeLessThanOrEqual(factors[i - 1] ?? 1);
  });

  it('the blend ends where the mid beats the model, and the evidence for the model does not grow', () => {
    const health = createSignalHealth(PARAMETERS);
    const uniform = seededUniform(6);
    for (let i = 0; i < 600 && blendAllowed(health, BUCKET); i++)
      observeSettlement(
        health,
        settlement(i, { pModel: 0.9, pMid: 0.5, y: coinFrom(uniform, 0.5) }),
      );
    expect(blendAllowed(health, BUCKET)).toBe(false);
    expect(evidenceForModel(health)).toBeLessThan(1);
    const actions = rowsOf(health, 'mid-beats-model').map((each) => each.action);
    expect(actions).toEqual(['drop-model-weight', 'none']);
  });

  it('a model that beats the mid earns evidence that says so', () => {
    const health = createSignalHealth(PARAMETERS);
    const uniform = seededUniform(7);
    for (let i = 0; i < 600; i++)
      for (const bucketSeconds of PARAMETERS.buckets)
        observeSettlement(
          health,
          settlement(i, { bucketSeconds, pModel: 0.8, pMid: 0.5, y: coinFrom(uniform, 0.8) }),
        );
    expect(evidenceForModel(health)).toBeGreaterThan(20);
    expect(blendAllowed(health, BUCKET)).toBe(true);
  });

  it('a settlement told twice, and a second market of the same close, count once', () => {
    const health = createSignalHealth(PARAMETERS);
    observeSettlement(health, settlement(3));
    const once = signalHealthToJson(health);
    observeSettlement(health, settlement(3));
    observeSettlement(health, settlement(2));
    expect(signalHealthToJson(health)).toBe(once);
  });

  it('forecast outcomes that overlap count once a horizon', () => {
    const health = createSignalHealth(PARAMETERS);
    for (let minute = 0; minute < 150; minute++)
      observeForecastOutcome(health, {
        horizonMinutes: 15,
        forecastVariance: 1,
        realisedVariance: 1.1,
        at: wallMs(START + minute * MINUTE_MS),
      });
    expect(health.horizons[1]?.coverage.outcomes.length).toBe(10);
  });

  it('the sd of ln variance moves from the prior to what the forecasts earn', () => {
    const health = createSignalHealth(PARAMETERS);
    expect(logVarianceSdOf(health, 15)).toBeCloseTo(0.6, 12);
    expect(logVarianceSdOf(health, 1)).toBeCloseTo(0.7, 12);
    const uniform = seededUniform(8);
    const truth = 1.2;
    for (let i = 0; i < 1_000; i++)
      for (const minutes of [1, 15])
        observeForecastOutcome(health, {
          horizonMinutes: minutes,
          forecastVariance: 1,
          realisedVariance: Math.exp(truth * normalFrom(uniform)),
          at: wallMs(START + i * minutes * MINUTE_MS),
        });
    expect(statedHalfWidth(health, 15) / (EIGHTY_PERCENT * truth)).toBeCloseTo(1, 0);
    expect(Math.abs(logVarianceSdOf(health, 15) / truth - 1)).toBeLessThan(0.25);
    expect(logVarianceSdOf(health, 1)).toBeLessThan(statedHalfWidth(health, 1) / EIGHTY_PERCENT);
  });

  it('a jump of the forecast loss asks for a refit until it is answered', () => {
    const health = createSignalHealth(PARAMETERS);
    const uniform = seededUniform(9);
    for (let i = 0; i < 400; i++) {
      const sd = i < 200 ? 0.3 : 1.5;
      observeForecastOutcome(health, {
        horizonMinutes: 15,
        forecastVariance: 1,
        realisedVariance: Math.exp(sd * normalFrom(uniform)),
        at: wallMs(START + i * 15 * MINUTE_MS),
      });
    }
    const refits = () =>
      rowsOf(health, 'adwin').filter((each) => each.action === 'request-refit').length;
    expect(refits()).toBe(1);
    expect(rowsOf(health, 'adwin')[1]?.text).toMatch(/^QLIKE at 15 min rose from/);
    clearRefitRequests(health);
    expect(refits()).toBe(0);
  });

  it('a minute without movement and a missing number change nothing', () => {
    const health = createSignalHealth(PARAMETERS);
    const at = wallMs(START);
    observeForecastOutcome(health, {
      horizonMinutes: 1,
      forecastVariance: 1,
      realisedVariance: 0,
      at,
    });
    expect(health.horizons[0]?.lastAt).toBeNull();
    observeSettlement(health, settlement(0, { pModel: null, pTraded: null }));
    expect(health.buckets[0]?.midBeatsModel.count).toBe(0);
    expect(health.buckets[0]?.calibration.count).toBe(0);
  });

  it('what makes no sense is refused loudly', () => {
    const health = createSignalHealth(PARAMETERS);
    const at = wallMs(START);
    const outcome = { horizonMinutes: 15, forecastVariance: 1, realisedVariance: 1, at };
    expect(() => observeForecastOutcome(health, { ...outcome, forecastVariance: 0 })).toThrow();
    expect(() => observeForecastOutcome(health, { ...outcome, realisedVariance: -1 })).toThrow();
    expect(() => observeForecastOutcome(health, { ...outcome, horizonMinutes: 7 })).toThrow(
      '7 min',
    );
    expect(() => observeSettlement(health, settlement(0, { bucketSeconds: 7 }))).toThrow(
      'bucket 7 s',
    );
    expect(() => isModelEnabled(health, 'other')).toThrow('model other');
    expect(() => logVarianceSdOf(health, 7)).toThrow('no horizon of 7 min');
    const inverted = { ...USUAL, warn: 0.5 };
    expect(() => createSignalHealth({ ...PARAMETERS, probability: inverted })).toThrow('cut-offs');
  });
});

describe('signal health across a restart', () => {
  const fed = createSignalHealth(PARAMETERS);
  feedHealthy(fed, 12);
  const text = signalHealthToJson(fed);

  it('comes back to the bit, and goes on as if nothing had happened', () => {
    const back = unwrap(signalHealthFromJson(text, PARAMETERS));
    expect(signalHealthToJson(back)).toBe(text);
    const kept = (health: SignalHealth) =>
      signalHealthRows(health).filter((each) => !['input', 'answers'].includes(each.monitor));
    expect(kept(back)).toEqual(kept(fed));
    const on = unwrap(signalHealthFromJson(text, PARAMETERS));
    feedHealthy(back, 13);
    feedHealthy(on, 13);
    expect(signalHealthToJson(back)).toBe(signalHealthToJson(on));
  });

  it('stays small however long it runs', () => {
    const health = createSignalHealth(PARAMETERS);
    feedHealthy(health, 14);
    const once = signalHealthToJson(health).length;
    const uniform = seededUniform(15);
    for (let i = 400; i < 4_000; i++) {
      const residual = studentFrom(uniform, 5);
      observeSettlement(health, settlement(i, { residual, pit: unitStudentCdf(residual, 5) }));
    }
    expect(signalHealthToJson(health).length).toBeLessThan(2 * once);
  });

  it('what a simulated market taught is not carried to a real one', () => {
    const elsewhere = signalHealthFromJson(text, { ...PARAMETERS, environment: 'simulated' });
    expect(elsewhere.ok).toBe(false);
  });

  it('state kept under other parameters is refused', () => {
    const other = { ...PARAMETERS, buckets: [300, 120] };
    const result = signalHealthFromJson(text, other);
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? '' : result.error).toContain('health.parameters');
  });

  it.each([
    ['no JSON', () => text.slice(1)],
    ['another format', () => text.replace('"format":1', '"format":2')],
    ['a field too many', () => text.replace('"format":1', '"format":1,"more":0')],
    ['a bucket short', () => JSON.stringify({ ...JSON.parse(text), buckets: [] })],
    ['an α out of bounds', () => text.replace(/"alpha":[\d.]+/, '"alpha":0.9')],
    ['a count that is text', () => text.replace(/"count":\d+/, '"count":"7"')],
    ['a negative sum', () => text.replace(/"tooLow":[\d.e-]+/, '"tooLow":-1')],
    ['a ring that goes on elsewhere', () => text.replace(/"next":\d+/, '"next":7')],
    ['outcomes that do not add up', () => text.replace(/"inside":\d+/, '"inside":1')],
    ['impossible squares', () => text.replace('"squares":[0', '"squares":[7')],
    ['null', () => 'null'],
  ])('nonsense is refused by its place: %s', (_, broken) => {
    expect(broken()).not.toBe(text);
    const result = signalHealthFromJson(broken(), PARAMETERS);
    expect(result.ok ? 'accepted' : result.error).toMatch(/^signal health: /);
  });

  it('every number of the state that becomes null, and every field that is lost, is refused or harmless', () => {
    const places = [...text.matchAll(/(?<=[[,:])-?\d[\d.e+-]*(?=[\],}])/g)];
    fc.assert(
      fc.property(fc.nat(places.length - 1), (index) => {
        const place = places[index];
        if (place === undefined) return;
        const broken = `${text.slice(0, place.index)}null${text.slice(place.index + place[0].length)}`;
        const result = signalHealthFromJson(broken, PARAMETERS);
        const name = /"(\w+)":$/.exec(text.slice(0, place.index))?.[1];
        expect(result.ok).toBe(name === 'lastAt' || name === 'sampledMinute');
      }),
    );
  });
});
