// Nothing later than a forecast's time reaches it: changed futures, random cut points; and shuffled labels give no skill.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MINUTE_FEATURES,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import { minuteFeatures } from '#server/core/2-features/minutes/minute-features.ts';
import { FLAT_PROFILE } from '#server/core/2-features/minutes/minute-profile.ts';
import {
  sequenceStatics,
  sequenceWindow,
} from '#server/core/2-features/minutes/sequence-window.ts';
import { DESIGNS, designRow, HAR_TIME_OF_DAY } from './baselines/designs.ts';
import { membersOf } from './baselines/fit-baselines.ts';
import { fitLinear, linearMember } from './baselines/linear-member.ts';
import { HORIZONS } from './baselines/member.ts';
import { type RecordedSeries, realisedAhead, toMinuteSeries } from './data/recorded-series.ts';
import { seededUniform } from './evaluate/bootstrap.ts';
import { qlike } from './fit-gamma.ts';
import { madeUpBars } from './made-up-series.ts';
import { buildRows, levelConstant, rowIndices } from './training-rows.ts';
import { buildWindows } from './training-windows.ts';

const FROM = Date.parse('2026-02-17T00:00:00Z');
const BARS = madeUpBars({ id: 'made-up', fromMs: FROM, minutes: 2_400, seed: 5 });
const SERIES = toMinuteSeries(BARS);
const LOADED = loadSignal();
if (!LOADED.ok) throw new Error(LOADED.error);
const PARAMETERS = LOADED.value;
const PROFILE = PARAMETERS.profile;

/** The same bars up to `cut`; from there on another price path, other ranges, other volumes, holes. */
function otherFuture(cut: number, seed: number): RecordedSeries {
  const uniform = seededUniform(seed);
  const change = (column: Float64Array) =>
    column.map((value, i) => (i <= cut ? value : value * (0.5 + 1.5 * uniform())));
  const close = change(BARS.close).map((value, i) =>
    i > cut + 1 && i % 97 === 0 ? Number.NaN : value,
  );
  return toMinuteSeries({
    ...BARS,
    close,
    open: change(BARS.open),
    high: change(BARS.high),
    low: change(BARS.low),
    volume: change(BARS.volume),
  });
}

function everythingAt(series: RecordedSeries, i: number) {
  const members = membersOf(PARAMETERS);
  return HORIZONS.map((horizonMinutes) => ({
    members: members.map((each) => each.predict({ series, index: i, horizonMinutes })),
    row: minuteFeatures(series, i, { horizonMinutes, profile: PROFILE }),
    window: [...sequenceWindow(series, i, PROFILE)],
    statics: [...sequenceStatics(minuteFeatures(series, i, { horizonMinutes, profile: PROFILE }))],
  }));
}

describe('leaks', () => {
  it('changing any later bar changes no earlier forecast, row or window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 2_390 }), fc.nat(), fc.nat(40), (cut, seed, back) => {
        const changed = otherFuture(cut, seed);
        expect(everythingAt(changed, cut - back)).toEqual(everythingAt(SERIES, cut - back));
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  it('the same change reaches the forecasts after it, so the check can fail', () => {
    expect(everythingAt(otherFuture(1_000, 1), 1_005)).not.toEqual(everythingAt(SERIES, 1_005));
  });

  it('a longer recording changes no earlier forecast', () => {
    const short = toMinuteSeries({
      ...BARS,
      endMs: BARS.endMs.slice(0, 1_600),
      close: BARS.close.slice(0, 1_600),
    });
    expect(everythingAt(short, 1_599)).toEqual(everythingAt(SERIES, 1_599));
  });

  it('a row’s target lies wholly after it and inside its span', () => {
    const span = { fromMs: FROM, toMs: FROM + 1_000 * 60_000 };
    const rows = buildRows(SERIES, {
      spans: [span],
      horizonMinutes: 15,
      everyMinutes: 7,
      profile: PROFILE,
    });
    expect(rows.count).toBeGreaterThan(50);
    for (const endMs of rows.endMs) expect(endMs + 15 * 60_000).toBeLessThanOrEqual(span.toMs);
  });
});

describe('skill', () => {
  const series = toMinuteSeries(
    madeUpBars({ id: 'long', fromMs: FROM, minutes: 10 * 1_440, seed: 6 }),
  );
  const split = FROM + 7 * 86_400_000;
  const target = { horizonMinutes: 5, profile: FLAT_PROFILE };
  const train = [
    ...rowIndices(series, { ...target, spans: [{ fromMs: FROM, toMs: split }], everyMinutes: 3 }),
  ];
  const held = [
    ...rowIndices(series, { ...target, spans: [{ fromMs: split, toMs: 1e15 }], everyMinutes: 3 }),
  ];

  /** Mean QLIKE on held-out rows minus that of the level with the training constant. */
  function gain(targets: readonly number[]): number {
    const design = { ...HAR_TIME_OF_DAY, ridge: 300 };
    const rows = train.map((index, k) => ({ series, index, target: targets[k] ?? 0 }));
    const member = linearMember(
      design,
      new Map([[5, fitLinear(design, rows, target)]]),
      target.profile,
    );
    const constant = levelConstant({
      y: Float64Array.from(targets),
      offset: Float64Array.from(train, (i) => levelBase(series, i)),
    });
    const losses = held.map((index) => {
      const y = Math.max(1e-12, realisedAhead(series, index, 5));
      const forecast = member.predict({ series, index, horizonMinutes: 5 }) ?? 0;
      return qlike(y, forecast) - qlike(y, Math.exp(levelBase(series, index) + constant));
    });
    return losses.reduce((a, b) => a + b, 0) / losses.length;
  }

  const truth = train.map((index) => realisedAhead(series, index, 5));

  it('is found where there is some', () => {
    expect(gain(truth)).toBeLessThan(-0.01);
  });

  it('shuffled labels give none', () => {
    const uniform = seededUniform(3);
    const levels = train.map((i) => Math.exp(levelBase(series, i)));
    const ratios = truth.map((y, k) => y / (levels[k] ?? 1));
    for (let k = ratios.length - 1; k > 0; k--) {
      const other = Math.floor(uniform() * (k + 1));
      [ratios[k], ratios[other]] = [ratios[other] ?? 0, ratios[k] ?? 0];
    }
    expect(gain(ratios.map((ratio, k) => ratio * (levels[k] ?? 0)))).toBeGreaterThan(-0.005);
  });
});

describe('rows and windows', () => {
  it('are dimensionless: another price and volume scale gives the same numbers', () => {
    const scaled = toMinuteSeries({
      ...BARS,
      open: BARS.open.map((x) => x * 0.01),
      high: BARS.high.map((x) => x * 0.01),
      low: BARS.low.map((x) => x * 0.01),
      close: BARS.close.map((x) => x * 0.01),
      volume: BARS.volume.map((x) => x * 1e6),
    });
    const target = { horizonMinutes: 15, profile: PROFILE };
    const [row, other] = [SERIES, scaled].map((each) => minuteFeatures(each, 2_000, target));
    row?.forEach((value, k) => {
      expect(other?.[k]).toBeCloseTo(value, 6);
    });
    expect(row?.length).toBe(MINUTE_FEATURES.length);
    const [window, again] = [SERIES, scaled].map((each) => sequenceWindow(each, 2_000, PROFILE));
    window?.forEach((value, k) => {
      expect(again?.[k]).toBeCloseTo(value, 4);
    });
  });

  it('a missing column is NaN in rows and the neutral 0 in windows', () => {
    const blank = new Float64Array(BARS.endMs.length).fill(Number.NaN);
    const bare = toMinuteSeries({ ...BARS, open: blank, high: blank, low: blank, volume: blank });
    const row = minuteFeatures(bare, 2_000, { horizonMinutes: 15, profile: PROFILE });
    const missing = MINUTE_FEATURES.filter((_, k) => Number.isNaN(row[k]));
    expect(missing.every((name) => /^(gk|volume)·/.test(name))).toBe(true);
    expect(missing.length).toBe(10);
    const window = sequenceWindow(bare, 2_000, PROFILE);
    expect(window.length).toBe(SEQUENCE_STEPS * SEQUENCE_CHANNELS.length);
    expect(window.every(Number.isFinite)).toBe(true);
    for (const member of membersOf(PARAMETERS))
      expect(member.predict({ series: bare, index: 2_000, horizonMinutes: 15 })).toBeGreaterThan(0);
  });

  it('a window of a fit is the window of its minute, beside the row of the same minute', () => {
    const choice = {
      spans: [{ fromMs: FROM, toMs: FROM + 2_000 * 60_000 }],
      horizonMinutes: 15,
      everyMinutes: 50,
      profile: PROFILE,
    };
    const [made, rows] = [buildWindows(SERIES, choice), buildRows(SERIES, choice)];
    expect([made.index, made.y, made.offset]).toEqual([rows.index, rows.y, rows.offset]);
    const width = SEQUENCE_STEPS * SEQUENCE_CHANNELS.length;
    const last = made.count - 1;
    const at = made.index[last] ?? -1;
    expect(made.windows.slice(last * width)).toEqual(sequenceWindow(SERIES, at, PROFILE));
    expect(made.statics.length).toBe(made.count * SEQUENCE_STATICS.length);
    const place = MINUTE_FEATURES.indexOf('rv·15m');
    const statics = made.statics.slice(last * SEQUENCE_STATICS.length);
    expect(statics[SEQUENCE_STATICS.indexOf('rv·15m')]).toBe(rows.x[last * rows.columns + place]);
  });

  it('every design reads columns that are there', () => {
    const columns = minuteFeatures(SERIES, 2_000, { horizonMinutes: 15, profile: PROFILE });
    for (const { names } of DESIGNS)
      expect(designRow(names, -15, columns).every(Number.isFinite)).toBe(true);
  });
});
