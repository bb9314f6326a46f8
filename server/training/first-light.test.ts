// Training on made-up bars: the fit finds what was put in, exports, reloads in the runtime, and gives the same numbers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { MODEL_FEATURES } from '#server/core/2-features/registry.ts';
import { barsToRows } from './bars-to-rows.ts';
import { fitFirstLight, scoreFirstLight } from './first-light.ts';
import { fitGamma, qlike } from './fit-gamma.ts';
import { evaluateLinear, type LinearModel, linearModelToOnnx } from './onnx-writer.ts';
import { type Bar, readBars } from './read-bars.ts';

const T0 = Date.parse('2026-01-05T00:00:00Z');

/** Uniforms in (0, 1) from a seed. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 4_294_967_296;
  };
}

/** One-minute bars whose variance swings threefold over the day. */
function madeUpBars(minutes: number): readonly Bar[] {
  const next = uniforms(7);
  const bars: Bar[] = [];
  let log = Math.log(95_000);
  for (let i = 0; i < minutes; i++) {
    const normal = Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
    const level = 3e-4 * Math.exp(0.55 * Math.cos((2 * Math.PI * (i % 1_440)) / 1_440));
    log += level * normal;
    bars.push({ endMs: T0 + i * 60_000, closeUsd: Math.exp(log) });
  }
  return bars;
}

describe('gamma regression', () => {
  it('recovers weights put into made-up data, and the ridge pulls them to zero', () => {
    const next = uniforms(3);
    const inputs: Float64Array[] = [];
    const targets: number[] = [];
    for (let i = 0; i < 4_000; i++) {
      const x = next() * 4 - 2;
      inputs.push(Float64Array.from([x, 1]));
      targets.push(Math.exp(0.7 * x - 3) * -Math.log(next()));
    }
    const rows = { inputs, offsets: inputs.map(() => 0), targets };
    const [slope = 0, constant = 0] = fitGamma(rows, 0);
    expect(slope).toBeCloseTo(0.7, 1);
    expect(constant).toBeCloseTo(-3, 1);
    const [pulled = 1] = fitGamma(rows, 1e6);
    expect(Math.abs(pulled)).toBeLessThan(0.02);
  });

  it('QLIKE is zero at the truth and positive elsewhere', () => {
    expect(qlike(2, 2)).toBe(0);
    expect(qlike(2, 1)).toBeGreaterThan(0);
    expect(qlike(2, 4)).toBeGreaterThan(0);
  });
});

describe('rows from bars', () => {
  it('a row’s target lies after it and a gap makes no target', () => {
    const bars = madeUpBars(400);
    const whole = barsToRows(bars, { every: 5, horizons: [15] });
    const holed = barsToRows(
      bars.filter((_, i) => i !== 200),
      { every: 5, horizons: [15] },
    );
    expect(holed.length).toBeLessThan(whole.length);
    const later = bars.map((bar, i) => (i > 300 ? { ...bar, closeUsd: bar.closeUsd * 2 } : bar));
    const changed = barsToRows(later, { every: 5, horizons: [15] });
    const early = (rows: typeof whole) =>
      rows.filter((each) => each.row.at <= T0 + 300 * 60_000).map((each) => [...each.row.values]);
    expect(early(changed)).toEqual(early(whole));
  });

  it('reads a recording and refuses a broken line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bars-'));
    const path = join(folder, 'bars.csv.gz');
    const head = 'minute_utc,open,high,low,close,volume\n';
    writeFileSync(path, gzipSync(`${head}2026-02-16T07:03:00Z,1,1,1,68403.25,6\n`));
    expect(readBars(path)).toEqual([
      { endMs: Date.parse('2026-02-16T07:04:00Z'), closeUsd: 68_403.25 },
    ]);
    writeFileSync(path, gzipSync(`${head}2026-02-16T07:03:00Z,1,1,1,,6\n`));
    expect(() => readBars(path)).toThrow('bad bar');
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('first light', () => {
  const rows = barsToRows(madeUpBars(6 * 1_440), { every: 5, horizons: [15] });
  const fitted = fitFirstLight(rows, { note: 'made up' });

  it('F108 the runtime and the plain evaluator agree within 1e-5 on every golden row', async () => {
    const session = await InferenceSession.create(linearModelToOnnx(fitted.model));
    expect(fitted.golden.length).toBe(32);
    for (const { input, output } of fitted.golden) {
      const tensor = new Tensor('float32', Float32Array.from(input), [1, input.length]);
      const results = await session.run({ [fitted.model.inputName]: tensor });
      expect(results[fitted.model.outputName]?.data[0]).toBeCloseTo(output, 5);
    }
  });

  it('clips its correction at both ends', () => {
    const wild: LinearModel = { ...fitted.model, weights: [100], bias: 0 };
    expect([evaluateLinear(wild, [1]), evaluateLinear(wild, [-1])]).toEqual([2, -1.5]);
  });

  it('finds the swing of the day that the data has', () => {
    const cosine = fitted.model.weights[MODEL_FEATURES.indexOf('day·cos1')] ?? 0;
    expect(cosine).toBeGreaterThan(0);
    const score = scoreFirstLight(fitted.model, rows);
    expect(score.combined).toBeLessThan(score.statistical);
  });

  it('is deterministic to the byte', () => {
    const again = fitFirstLight(rows, { note: 'made up' });
    expect(linearModelToOnnx(again.model)).toEqual(linearModelToOnnx(fitted.model));
  });
});
