// From a minute row and the answers of a second to the forecast: who speaks, every step down by name, causes that add up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureRow } from '#lib/domain/features.ts';
import type { Forecast, HorizonForecast, ModelAnswer } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { MINUTE_FEATURES, type MinuteRow } from '#lib/domain/minute-row.ts';
import { unwrap } from '#lib/result.ts';
import { answersToForecast, type ForecastInput } from './answers-to-forecast.ts';
import { judgeAnswer } from './judge-answer.ts';
import { minuteRowHash } from './row-hash.ts';
import { rowToRequest } from './row-to-request.ts';
import { memberIdOf, type Question } from './signal-model.ts';
import { planSignal } from './signal-plan.ts';
import {
  goodAnswer,
  MADE_UP_MODELS,
  madeUpModel,
  questionsAbout,
} from './testing/made-up-models.ts';
import { PLAIN_BASE, PLAIN_SIGNAL, plainRow } from './testing/plain-signal.ts';

const PLAN = planSignal(PLAIN_SIGNAL, MINUTE_FEATURES);
const HASH = sha256Hex('e'.repeat(64));
const ROW = plainRow();

function features(level: number | null): FeatureRow {
  const names = ['level·ewma5m', 'level·riskmetrics', 'level·ewma30m', 'level·ewma4h'];
  return {
    at: ROW.at,
    layout: { names, version: 1, hash: HASH },
    values: Float64Array.from(names, () => level ?? 0),
    present: Uint8Array.from(names, () => (level === null ? 0 : 1)),
  };
}

function input(change: Partial<ForecastInput> = {}): ForecastInput {
  return {
    at: ROW.at,
    plan: PLAN,
    row: ROW,
    knownMinutes: 240,
    features: features(PLAIN_BASE - Math.log(60)),
    questions: questionsAbout(ROW, 0.2),
    notAsked: [],
    ...change,
  };
}

function at(forecast: Forecast, minutes: number): HorizonForecast {
  const found = forecast.horizons.find((each) => each.minutes === minutes);
  if (found === undefined) throw new Error(`no horizon ${minutes}`);
  return found;
}

function idsWithWeight(horizon: HorizonForecast): readonly string[] {
  return horizon.members.filter((each) => each.weight > 0).map((each) => each.id);
}

describe('a forecast of a whole second', () => {
  const forecast = unwrap(answersToForecast(input()));

  it('has all four horizons, everybody who counts by name, and the files behind them', () => {
    expect(forecast.horizons.map((each) => each.minutes)).toEqual([1, 5, 15, 60]);
    expect(forecast).toMatchObject({
      modelId: 'har-tod+har-x+gbdt+gru',
      fallback: null,
      refused: [],
      inputHash: minuteRowHash(ROW),
    });
    expect(forecast.modelHash).toMatch(/^[0-9a-f]{64}$/);
    expect(idsWithWeight(at(forecast, 1))).toEqual(['har-tod', 'har-x']);
    expect(idsWithWeight(at(forecast, 60))).toEqual(['har-tod', 'har-x', 'gbdt', 'gru']);
  });

  it('is the mean of the logs per second of an average minute, beside everything learned the averages', () => {
    const quarter = at(forecast, 15);
    const base = PLAIN_BASE - Math.log(60);
    expect(quarter.base).toBeCloseTo(base, 12);
    expect(Math.log(quarter.variancePerSecond)).toBeCloseTo(base + 0.1, 12);
    expect(quarter.members.map((each) => each.id)).toEqual([
      ...['naive', 'riskmetrics', 'ewma', 'garch', 'har', 'har-tod', 'har-x', 'gbdt', 'gru'],
    ]);
    expect(quarter).toMatchObject({ logVarianceSd: 0.6, tailNu: 4.5, tailScale: 1.02 });
  });

  it('takes the mean profile factor of the target window out, and says so among the causes', () => {
    const profile = Array.from({ length: 60 }, (_, minute) => (minute < 15 ? 1.6 : 0.8));
    const plan = planSignal({ ...PLAIN_SIGNAL, profile }, MINUTE_FEATURES);
    const shaped = unwrap(answersToForecast(input({ plan })));
    // The row stands at a whole hour: its quarter is the loud one, its hour is average.
    expect(ROW.at % 3_600_000).toBe(0);
    const ratio = (minutes: number) =>
      at(shaped, minutes).variancePerSecond / at(forecast, minutes).variancePerSecond;
    expect(ratio(15)).toBeCloseTo(1 / 1.6, 9);
    expect(ratio(60)).toBeCloseTo(1, 9);
    const clock = at(shaped, 15).contributions.find((each) => each.name === 'minute of the hour');
    const before = at(forecast, 15).contributions.find((each) => each.name === clock?.name);
    expect((clock?.logVariance ?? 0) - (before?.logVariance ?? 0)).toBeCloseTo(-Math.log(1.6), 9);
  });

  it('depends on every bit of the row by its hash, whatever bits a missing value has', () => {
    const other = plainRow({}, (place) => (place === 3 ? 1e-6 : 0));
    expect(minuteRowHash(other)).not.toBe(minuteRowHash(ROW));
    const bits = (pattern: number) => {
      const row = plainRow();
      new Uint32Array(row.window.buffer)[5] = pattern;
      return minuteRowHash(row);
    };
    expect(bits(0x7fc00000)).toBe(bits(0xffc00000));
  });
});

type Spoil = (question: Question) => ModelAnswer | null;
const answered = (question: Question, change: object) =>
  Object.assign({}, goodAnswer(question, 0.2), change);

describe('an answer that may not be used', () => {
  it.each<[string, Spoil, string]>([
    ['F106 no answer in time', () => null, 'did not answer in time'],
    [
      'F106 a late answer to another question',
      (q) => answered(q, { inputHash: HASH }),
      'another question',
    ],
    ['I24 another model hash', (q) => answered(q, { modelHash: HASH }), 'another file'],
    ['I24 another model', (q) => answered(q, { modelId: 'x' }), 'another question'],
    ['F105 too few outputs', (q) => answered(q, { output: [0.2] }), 'gave 1 outputs, not 37'],
    ['F104 NaN', (q) => goodAnswer(q, Number.NaN), 'not finite'],
    ['F104 NaN among the parts', (q) => goodAnswer(q, 0.2, Number.NaN), 'not finite'],
    [
      'F104 NaN as the journal keeps it',
      (q) => JSON.parse(JSON.stringify(goodAnswer(q, Number.NaN))),
      'not finite',
    ],
    ['F104 a correction no market has', (q) => goodAnswer(q, -9), 'correction of -9.00'],
    [
      'F103 a refused input',
      ({ request }) => ({
        kind: 'refused',
        modelId: request.modelId,
        inputHash: request.inputHash,
        reason: 'feature rv·5m is not finite',
      }),
      'refused: feature rv·5m is not finite',
    ],
  ])('%s drops that member by name and leaves the rest', (_name, spoil, reason) => {
    const questions = questionsAbout(ROW, 0.2);
    const [tree] = questions;
    if (tree) tree.answer = spoil(tree);
    const forecast = unwrap(answersToForecast(input({ questions })));
    const cause = reason.startsWith('refused') ? 'input' : 'answer';
    expect(forecast.refused).toEqual([
      { id: 'gbdt-15m', cause, reason: expect.stringContaining(reason) },
    ]);
    expect(forecast.fallback).toBeNull();
    expect(idsWithWeight(at(forecast, 15))).toEqual(['har-tod', 'har-x', 'gru']);
    expect(idsWithWeight(at(forecast, 60))).toEqual(['har-tod', 'har-x', 'gbdt', 'gru']);
  });

  it('F103 an input without a base is never asked about, nor one of another width', () => {
    const hash = minuteRowHash(ROW);
    const model = madeUpModel('gru-15m');
    const reason = (row: MinuteRow, change: object) => {
      const made = rowToRequest(row, hash, { ...model, ...change });
      return made.ok ? '' : made.error;
    };
    expect(reason(plainRow({ base: Number.NaN }), {})).toContain('no base');
    expect(reason(ROW, { shape: [1, 500] })).toContain('wants [1,500]');
    expect(reason(ROW, { minutes: 30 })).toContain('for 30 minutes');
  });

  it('the hash of a question binds row and file', () => {
    const hashOf = (row: MinuteRow, change: object = {}) => {
      const made = rowToRequest(row, minuteRowHash(row), { ...madeUpModel('gbdt-15m'), ...change });
      return unwrap(made).inputHash;
    };
    const later = plainRow({}, () => 0.5);
    expect(new Set([hashOf(ROW), hashOf(later), hashOf(ROW, { hash: HASH })]).size).toBe(3);
  });
});

describe('falling back', () => {
  it('HAR with time of day alone where no learned member answers, with every reason', () => {
    const forecast = unwrap(answersToForecast(input({ questions: questionsAbout(ROW, null) })));
    expect(forecast.fallback).toBe(
      'HAR answers: gbdt-15m did not answer in time; gbdt-60m did not answer in time; gru-15m did not answer in time; gru-60m did not answer in time',
    );
    expect(forecast.modelHash).toBeNull();
    expect(idsWithWeight(at(forecast, 15))).toEqual(['har-tod']);
    // Nothing learned is wanted at a minute, so nothing lacks there.
    expect(idsWithWeight(at(forecast, 1))).toEqual(['har-tod', 'har-x']);
  });

  it('says so where no learned model is loaded at all', () => {
    const forecast = unwrap(answersToForecast(input({ questions: [] })));
    expect(forecast.fallback).toBe('HAR answers: no learned model is loaded');
  });

  it('the plain averages where no base is known, with the minutes that are', () => {
    for (const row of [null, plainRow({ base: Number.NaN })]) {
      const forecast = unwrap(answersToForecast(input({ row, questions: [], knownMinutes: 97 })));
      expect(forecast).toMatchObject({
        modelId: 'statistical',
        modelHash: null,
        fallback: 'EWMA answers: no base yet, 97 of the last 240 minutes are known',
      });
      expect(forecast.horizons.map((each) => each.minutes)).toEqual([1, 5, 15, 60]);
      const sds = forecast.horizons.map((each) => each.logVarianceSd);
      expect(sds.toSorted((a, b) => b - a)).toEqual(sds);
    }
  });

  it('nothing at all before a minute of samples, and no guess', () => {
    const made = answersToForecast(input({ row: null, features: features(null) }));
    expect(made).toMatchObject({ ok: false, error: expect.stringContaining('less than a minute') });
  });

  it('F104 nothing when the variance is one no market has', () => {
    const wild = plainRow({ base: 3 });
    expect(answersToForecast(input({ row: wild, questions: [] })).ok).toBe(false);
    expect(answersToForecast(input({ row: null, features: features(3) })).ok).toBe(false);
  });
});

describe('members that differ', () => {
  it('by more than 1: the median speaks, all keep their weight for the gate, and the doubt grows', () => {
    const questions = questionsAbout(ROW, 1.6);
    const horizon = at(unwrap(answersToForecast(input({ questions }))), 15);
    expect(Math.log(horizon.variancePerSecond) - horizon.base).toBeCloseTo(0.8, 9);
    expect(idsWithWeight(horizon)).toHaveLength(4);
    expect(horizon.logVarianceSd).toBeCloseTo(Math.hypot(0.6, 0.6), 9);
  });

  it('a model beside the combination has no weight', () => {
    const extra = { ...madeUpModel('gbdt-15m'), id: 'mine', memberKind: 'added' as const };
    const questions = questionsAbout(ROW, 0.2, [...MADE_UP_MODELS, extra]);
    const horizon = at(unwrap(answersToForecast(input({ questions }))), 15);
    expect(horizon.members.find((each) => each.id === 'mine')).toMatchObject({
      kind: 'added',
      weight: 0,
      source: 'onnx',
    });
  });

  it('a model speaks under its name without the horizon it is for', () => {
    expect(memberIdOf({ id: 'gbdt-15m', minutes: 15 })).toBe('gbdt');
    expect(memberIdOf({ id: 'mine-15m', minutes: 60 })).toBe('mine-15m');
  });
});

describe('causes', () => {
  const number = (bound: number) => fc.double({ min: -bound, max: bound, noNaN: true });
  const given = fc.record({
    columns: fc.array(fc.oneof(number(6), fc.constant(Number.NaN)), {
      minLength: MINUTE_FEATURES.length,
      maxLength: MINUTE_FEATURES.length,
    }),
    corrections: fc.array(number(4), { minLength: 4, maxLength: 4 }),
    part: number(0.3),
    floor: fc.oneof(number(16), fc.constant(Number.NaN)),
    minute: fc.nat(59),
  });

  it('add up to ln(variance) − base within 1e-9, largest first, whatever was missing or cut', () => {
    const profile = Array.from({ length: 60 }, (_, minute) => 0.5 + (minute % 7) / 6);
    const plan = planSignal({ ...PLAIN_SIGNAL, profile }, MINUTE_FEATURES);
    fc.assert(
      fc.property(given, ({ columns, corrections, part, floor, minute }) => {
        const row = plainRow(
          { at: wallMs(ROW.at + minute * 61_000), floors: [floor, floor, floor, floor] },
          (place) => columns[place] ?? 0,
        );
        const questions = questionsAbout(row, null).map((question, i) => ({
          ...question,
          answer: goodAnswer(question, corrections[i] ?? 0, part),
        }));
        const made = answersToForecast(input({ plan, row, questions }));
        // A floor above every market is refused as a whole.
        if (!made.ok) return;
        for (const each of made.value.horizons) {
          const sum = each.contributions.reduce((all, { logVariance }) => all + logVariance, 0);
          expect(sum).toBeCloseTo(Math.log(each.variancePerSecond) - each.base, 9);
          const sizes = each.contributions.map(({ logVariance }) => Math.abs(logVariance));
          expect(sizes.toSorted((a, b) => b - a)).toEqual(sizes);
          expect(new Set(each.contributions.map(({ name }) => name)).size).toBe(sizes.length);
        }
      }),
    );
  });

  it('carry names a trader reads: families, interaction of the sequence, bounds', () => {
    const questions = questionsAbout(ROW, 3);
    const row = plainRow({}, () => 0.3);
    const horizon = at(unwrap(answersToForecast(input({ row, questions }))), 15);
    const names = horizon.contributions.map((each) => each.name);
    for (const name of ['realised variance 5 min', 'hour of day', 'minute of the hour'])
      expect(names).toContain(name);
    for (const name of names) expect(name).not.toContain('·');
  });

  it('an answer that was cut shows what was cut', () => {
    const questions = questionsAbout(ROW, 3, [madeUpModel('gbdt-15m')]);
    const horizon = at(unwrap(answersToForecast(input({ questions }))), 15);
    const bounds = horizon.contributions.find((each) => each.name === 'bounds');
    // Three members; the median of 0, 0 and 2 is 0: the cut one has no share.
    expect(bounds).toBeUndefined();
    const alone = {
      ...PLAIN_SIGNAL,
      combination: PLAIN_SIGNAL.combination.map(({ minutes }) => ({ minutes, value: ['gbdt'] })),
    };
    const plan = planSignal(alone, MINUTE_FEATURES);
    const cut = at(unwrap(answersToForecast(input({ plan, questions }))), 15);
    expect(cut.contributions.find((each) => each.name === 'bounds')?.logVariance).toBeCloseTo(
      -1,
      12,
    );
  });
});

describe('judging', () => {
  it('a good answer is handed on whole', () => {
    const [question] = questionsAbout(ROW, 0.2);
    if (!question) throw new Error('no question');
    expect(judgeAnswer(question)).toMatchObject({ kind: 'good', output: { length: 37 } });
  });
});
