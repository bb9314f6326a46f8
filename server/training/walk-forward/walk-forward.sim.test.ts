// The walk-forward on made-up bars: folds that cannot see their blocks, scores that add up, and nothing scored by halves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { VOLATILITY_TRAIN } from '../data/splits.ts';
import { seededUniform } from '../evaluate/bootstrap.ts';
import { madeUpBars } from '../made-up-series.ts';
import { writeArtefact } from '../train/artefact-folder.ts';
import { fitJob } from '../train/fit-job.ts';
import { type Job, jobFolder, KINDS } from '../train/job.ts';
import { trainingDataOf } from '../train/training-data.ts';
import { coveredSpan, foldJobs, LEARNED_GAP_MS, learnedFolds } from './learned-folds.ts';
import { scoreFolds, type WalkForwardReport } from './score-folds.ts';
import { walkForwardLines, walkForwardSection } from './walk-forward-text.ts';

const DAY_MS = 86_400_000;
const OUT = mkdtempSync(join(tmpdir(), 'walk-'));
const MINUTES = 13_000;
const BARS = madeUpBars({
  id: 'venue',
  fromMs: VOLATILITY_TRAIN.toMs - MINUTES * 60_000,
  minutes: MINUTES + 500,
  seed: 5,
});
const dataOf = (bars: typeof BARS) =>
  trainingDataOf({ bars: [bars], trades: [], markets: [], quotes: [], leftOut: [] });
const DATA = dataOf(BARS);
const SPAN = coveredSpan(DATA);
const FOLDS = unwrap(learnedFolds(SPAN, 2));
const job = (kind: Job['kind']): Job => ({ kind, minutes: 5, seed: 1, quick: true, fold: null });
const JOBS = [job('gbdt'), job('dlinear')];
const how = { code: 'test', onProgress: () => undefined };
const input = { data: DATA, span: SPAN, folds: FOLDS, jobs: JOBS, out: OUT, seed: 1 };

afterAll(() => rmSync(OUT, { recursive: true, force: true }));

describe('folds of the walk-forward', () => {
  const days = fc.integer({ min: 10, max: 400 });
  const counts = fc.integer({ min: 2, max: 8 });

  it('each learns from all that lies a day and an hour before its block, and the blocks follow each other to the end', () => {
    fc.assert(
      fc.property(days, counts, fc.integer({ min: 0, max: 1_439 }), (length, count, odd) => {
        const span = { fromMs: 60_000 * odd, toMs: length * DAY_MS };
        const folds = unwrap(learnedFolds(span, count));
        expect(folds.map((each) => each.number)).toEqual(
          Array.from({ length: count }, (_, i) => i + 1),
        );
        for (const [i, { train, score }] of folds.entries()) {
          expect(train.fromMs).toBe(span.fromMs);
          expect(train.toMs).toBeGreaterThan(train.fromMs);
          expect(score.fromMs - train.toMs).toBe(LEARNED_GAP_MS);
          expect(score.toMs).toBe(folds[i + 1]?.score.fromMs ?? span.toMs);
        }
      }),
    );
  });

  it('none are made when none are wanted', () => {
    expect(foldJobs(JOBS, unwrap(learnedFolds(SPAN, 0)))).toEqual([]);
  });

  it('are refused where the first would learn from next to nothing', () => {
    const week = { fromMs: 0, toMs: 7 * DAY_MS };
    expect(learnedFolds(week, 4)).toMatchObject({ ok: false });
  });
});

describe('what a fold learns', () => {
  const [fold] = FOLDS;
  if (!fold) throw new Error('there is no fold');
  const inFold = (kind: Job['kind']): Job => ({ ...job(kind), fold });
  const spoiled = (touched: (endMs: number) => boolean) => {
    const uniform = seededUniform(9);
    const factors = BARS.endMs.map((endMs) => (touched(endMs) ? 0.5 + uniform() : 1));
    const change = (column: Float64Array) =>
      column.map((value, i) => value * (factors[i] ?? Number.NaN));
    return dataOf({
      ...BARS,
      open: change(BARS.open),
      high: change(BARS.high),
      low: change(BARS.low),
      close: change(BARS.close),
      volume: change(BARS.volume),
    });
  };

  it.each(KINDS)(
    '%s is the same to the bit whatever comes after its span, and another when its last hour differs',
    (kind) => {
      const { toMs } = fold.train;
      const learnt = (data: typeof DATA) => fitJob(data, inFold(kind), how).weights;
      const before = learnt(DATA);
      expect(learnt(spoiled((endMs) => endMs > toMs))).toBe(before);
      const lastHour = (endMs: number) => endMs > toMs - 3_600_000 && endMs <= toMs;
      expect(learnt(spoiled(lastHour))).not.toBe(before);
    },
    60_000,
  );
});

describe('the scores of the folds', () => {
  let report: WalkForwardReport;
  beforeAll(() => {
    for (const each of foldJobs(JOBS, FOLDS))
      writeArtefact(jobFolder(OUT, each), each, fitJob(DATA, each, how));
    report = scoreFolds(input);
  }, 60_000);
  const atFive = (scores: WalkForwardReport['series'][number]['together']) => {
    const found = scores.find((each) => each.minutes === 5);
    if (!found) throw new Error('nothing at 5 minutes');
    return found;
  };

  it('are those of each block alone, paired to HAR with time of day, and add up', () => {
    const [series] = report.series;
    if (!series) throw new Error('no series');
    const together = atFive(series.together);
    expect(together.members.map((each) => each.id)).toEqual([
      'har-tod',
      'gbdt',
      'dlinear',
      'combination',
    ]);
    const parts = series.folds.map((each) => atFive(each.horizons));
    expect(together.rows).toBe(parts.reduce((sum, each) => sum + each.rows, 0));
    for (const { score, horizons } of series.folds) {
      const minutes = (score.toMs - score.fromMs) / 60_000;
      expect(atFive(horizons).rows).toBeGreaterThan(0.95 * minutes);
      expect(atFive(horizons).rows).toBeLessThanOrEqual(minutes - 5 + 1);
    }
    for (const [m, member] of together.members.entries()) {
      const sum = parts.reduce((s, e) => s + e.rows * (e.members[m]?.difference.mean ?? 0), 0);
      expect(member.difference.mean).toBeCloseTo(sum / together.rows, 10);
      expect(member.difference.low).toBeLessThanOrEqual(member.difference.high);
    }
    expect(together.members[0]?.difference).toMatchObject({ mean: 0, low: 0, high: 0 });
  });

  it('are the same again, and leave out and name a member of which a fold is missing or of another cut', () => {
    const jobs = [...JOBS, job('gru')];
    const other = scoreFolds({ ...input, jobs });
    expect(other.leftOut).toEqual(['gru-5m']);
    expect(other.series).toEqual(report.series);
    const moved = scoreFolds({ ...input, folds: unwrap(learnedFolds(SPAN, 3)) });
    expect(moved.leftOut).toEqual(['gbdt-5m', 'dlinear-5m']);
  });

  it('stand on the card of their member, fold by fold, and a card without them says so', () => {
    const member = { id: 'gbdt-5m', kind: 'gbdt', parts: { minutes: 5 } } as const;
    const section = walkForwardSection(member, report);
    const rows = section.filter((each) => /^\| (\d|\*\*all)/.test(each));
    expect(rows.length).toBe(3);
    const [one, two] = report.series[0]?.folds ?? [];
    const means = [one, two].map(
      (each) => atFive(each?.horizons ?? []).members[1]?.difference.mean,
    );
    const least = means.toSorted((a, b) => Math.abs(a ?? 0) - Math.abs(b ?? 0))[0] ?? Number.NaN;
    const rest = section.find((each) => each.startsWith('| all but fold'));
    expect(rest).toContain(`| ${least < 0 ? '−' : '+'}${Math.abs(least).toFixed(4)} |`);
    for (const each of rows) expect(each.match(/[+−]\d\.\d{4} \[/g)?.length).toBe(2);
    const absent = { ...member, id: 'gru-5m', kind: 'gru' } as const;
    expect(walkForwardSection(absent, report).join()).toContain('Not done for this member');
    expect(walkForwardSection(member, null).join()).toContain('Not done for this member');
    expect(walkForwardLines(report).filter((each) => each.includes('  5 min ·')).length).toBe(3);
  });
});
