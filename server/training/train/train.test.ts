// Trained members on made-up bars: to files and back, the same numbers, the same files for the same seed, and every refusal.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floorAt } from '#server/core/2-features/minutes/hour-floor.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import { toMinuteSeries } from '../data/recorded-series.ts';
import { VOLATILITY_TRAIN } from '../data/splits.ts';
import { madeUpBars } from '../made-up-series.ts';
import { isFinished, readTrained, writeArtefact } from './artefact-folder.ts';
import { combination } from './combination.ts';
import { fitJob } from './fit-job.ts';
import { splitSpan } from './fit-trees.ts';
import { type Job, KINDS } from './job.ts';
import { learnedMember } from './learned-member.ts';
import { type FailedJob, runJobs } from './run-jobs.ts';
import { trainedMembers } from './trained-members.ts';
import { trainingDataOf } from './training-data.ts';

const OUT = mkdtempSync(join(tmpdir(), 'trained-'));
const BARS = madeUpBars({
  id: 'venue',
  fromMs: VOLATILITY_TRAIN.toMs - 11_000 * 60_000,
  minutes: 11_000,
  seed: 5,
});
const RECORDINGS = { bars: [BARS], trades: [], markets: [], quotes: [], leftOut: [] };
const DATA = trainingDataOf(RECORDINGS);
const SERIES = toMinuteSeries(BARS);
const job = (kind: Job['kind'], seed = 1): Job => ({
  kind,
  minutes: 15,
  seed,
  quick: true,
  fold: null,
});
const files = (each: Job) => fitJob(DATA, each, { code: 'test', onProgress: () => undefined });

beforeAll(() => {
  for (const kind of KINDS) writeArtefact(OUT, job(kind), files(job(kind)));
}, 60_000);
afterAll(() => rmSync(OUT, { recursive: true, force: true }));

describe('a trained member', () => {
  it('comes back from its files with the numbers it was written with', () => {
    const { members, refused } = readTrained(OUT);
    expect(refused).toEqual([]);
    expect(members.map((each) => each.id)).toEqual(['dlinear-15m', 'gbdt-15m', 'gru-15m']);
    for (const each of members) expect(each.manifest.training.tailLoss).toBeGreaterThan(0);
  });

  it('says the deciles of its inputs, ascending and inside their ranges', () => {
    for (const kind of KINDS) {
      const { deciles, ranges } = JSON.parse(
        readFileSync(join(OUT, `${kind}-15m`, 'manifest.json'), 'utf8'),
      );
      expect(deciles.length).toBe(ranges.length);
      for (const [i, { name, edges }] of deciles.entries()) {
        const inside = [ranges[i].low, ...edges, ranges[i].high];
        expect([name, edges.length]).toEqual([ranges[i].name, 9]);
        expect(inside).toEqual(inside.toSorted((a, b) => a - b));
      }
    }
  });

  it('improves on the level alone on the tail it did not learn from', () => {
    const trees = readTrained(OUT).members.find((each) => each.kind === 'gbdt');
    const { tailLoss = 1, tailLossBefore = 0 } = trees?.manifest.training ?? {};
    expect(tailLoss).toBeLessThan(tailLossBefore);
  });

  it('is the same file for the same seed and another one for another', () => {
    const first = files(job('gbdt'));
    expect(files(job('gbdt')).onnx).toEqual(first.onnx);
    expect(files(job('gbdt')).manifest).toBe(first.manifest);
    expect(files(job('gbdt', 2)).onnx).not.toEqual(first.onnx);
  }, 30_000);

  it('answers at its own horizon only, within its bounds and above the floor', () => {
    const [trained] = readTrained(OUT).members.filter((each) => each.kind === 'gru');
    if (!trained) throw new Error('the GRU is missing');
    const member = learnedMember('gru', [trained.parts]);
    const at = (horizonMinutes: number) =>
      member.predict({ series: SERIES, index: 8_000, horizonMinutes });
    expect(at(60)).toBeNull();
    const log = Math.log(at(15) ?? Number.NaN);
    const base = levelBase(SERIES, 8_000);
    expect(log).toBeGreaterThanOrEqual(base - 1.5);
    expect(log).toBeLessThanOrEqual(base + 2);
    const floor = { ...trained.parts.floor, share: 1e3 };
    const lifted = learnedMember('gru', [{ ...trained.parts, floor }]);
    const context = { series: SERIES, index: 8_000, horizonMinutes: 15 };
    expect(Math.log(lifted.predict(context) ?? 0)).toBeCloseTo(floorAt(floor, SERIES, 8_000), 12);
  });

  it('never learns from a row whose target reaches the tail', () => {
    const { early, tail } = splitSpan(VOLATILITY_TRAIN, 60);
    expect(tail.fromMs - early.toMs).toBe(2 * 3_600_000);
    expect(tail.toMs).toBe(VOLATILITY_TRAIN.toMs);
  });
});

describe('a finished job', () => {
  it('is skipped for the same data and options and for nothing else', () => {
    expect(isFinished(OUT, job('gbdt'), DATA.sha256)).toBe(true);
    expect(isFinished(OUT, job('gbdt', 2), DATA.sha256)).toBe(false);
    expect(isFinished(OUT, { ...job('gbdt'), quick: false }, DATA.sha256)).toBe(false);
    expect(isFinished(OUT, job('gbdt'), 'f'.repeat(64))).toBe(false);
    expect(isFinished(OUT, { ...job('gbdt'), minutes: 60 }, DATA.sha256)).toBe(false);
  });

  it('has another data hash when one price differs', () => {
    const close = BARS.close.slice();
    close[9_000] = (close[9_000] ?? 0) + 0.01;
    const changed = trainingDataOf({ ...RECORDINGS, bars: [{ ...BARS, close }] });
    expect(changed.sha256).not.toBe(DATA.sha256);
  });
});

describe('a refused artefact', () => {
  const folder = (edit: (path: string) => void): string | undefined => {
    const copy = mkdtempSync(join(tmpdir(), 'spoiled-'));
    try {
      cpSync(join(OUT, 'gbdt-15m'), join(copy, 'gbdt-15m'), { recursive: true });
      edit(join(copy, 'gbdt-15m'));
      const { members, refused } = readTrained(copy);
      expect(members).toEqual([]);
      return refused[0]?.reason;
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  };
  const replace = (path: string, from: string | RegExp, to: string): void =>
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));

  it('F102 has weights or a model file of another hash', () => {
    const weights = (path: string) =>
      replace(join(path, 'weights.json'), '"minutes":15', '"minutes":60');
    expect(folder(weights)).toContain('weights.json has another hash');
    const model = (path: string) => writeFileSync(join(path, 'model.onnx'), 'none');
    expect(folder(model)).toContain('model.onnx has another hash');
  });

  it('F108 has a golden row that the plain evaluator does not confirm', () => {
    const golden = (path: string) =>
      replace(join(path, 'manifest.json'), /"output":(-?[\d.]+)\}/, '"output":9.5}');
    expect(folder(golden)).toContain('golden row 0');
  });

  it('F105 has other features, another name, or no manifest', () => {
    const features = (path: string) => replace(join(path, 'manifest.json'), '"rv·1m"', '"rv·2m"');
    expect(folder(features)).toContain('feature names');
    const name = (path: string) =>
      replace(join(path, 'manifest.json'), '"id":"gbdt-15m"', '"id":"other"');
    expect(folder(name)).toContain('of "other"');
    expect(folder((path) => rmSync(join(path, 'manifest.json')))).toContain('ENOENT');
  });
});

describe('the combination', () => {
  it('says nothing when a member says nothing, and only at horizons all have', () => {
    const says = (id: string, value: number | null): VolatilityMember => ({
      id,
      predict: () => value,
    });
    const context = { series: SERIES, index: 0, horizonMinutes: 15 };
    expect(combination('c', [says('a', 1), says('b', null)]).predict(context)).toBeNull();
    expect(combination('c', [says('a', 1), says('b', Math.E)]).predict(context)).toBeCloseTo(
      Math.E ** 0.5,
      12,
    );
    const narrow = { ...says('b', 1), horizons: [15, 60] };
    expect(combination('c', [says('a', 1), narrow]).horizons).toEqual([15, 60]);
  });

  it('stands beside the trained members when all it needs is there', () => {
    const { members } = readTrained(OUT);
    const base = ['har-tod', 'har-x'].map((id) => ({ id, predict: () => 1e-7 }));
    const ids = (kinds: readonly string[]) =>
      trainedMembers(
        members.filter((each) => kinds.includes(each.kind)),
        base,
        { combination: [{ minutes: 15, value: ['har-tod', 'har-x', 'gbdt', 'gru'] }], floors: [] },
      ).map((each) => each.id);
    expect(ids(KINDS)).toEqual([...KINDS, 'combination']);
    expect(ids(['dlinear'])).toEqual(['dlinear']);
  });
});

describe('the queue', () => {
  const jobs: readonly Job[] = KINDS.map((kind) => job(kind));
  const runWith = async (start: (each: Job) => Promise<void>) => {
    let [clock, most, now] = [0, 0, 0];
    const shares: number[] = [];
    const failed: readonly FailedJob[] = await runJobs(jobs, {
      start: async (each, onShare) => {
        now++;
        most = Math.max(most, now);
        onShare(0.5);
        await start(each);
        now--;
      },
      nowMs: () => {
        clock += 1_000;
        return clock;
      },
      onProgress: ({ doneShare }) => shares.push(doneShare),
      atOnce: 2,
    });
    return { failed, most, shares };
  };

  it('runs two at once and its share never falls', async () => {
    const { failed, most, shares } = await runWith(() => Promise.resolve());
    expect(failed).toEqual([]);
    expect(most).toBe(2);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('goes on after a failure and names it', async () => {
    const { failed, shares } = await runWith((each) =>
      each.kind === 'gru' ? Promise.reject(new Error('no rows')) : Promise.resolve(),
    );
    expect(failed).toEqual([{ id: 'gru-15m', reason: 'no rows' }]);
    expect(shares.at(-1)).toBe(1);
  });
});
