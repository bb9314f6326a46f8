// The action table, cell by cell: what each reading leads to, at its threshold and just beyond it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HealthAction, HealthLevel } from '#lib/domain/signal-health.ts';
import { CALIBRATION_HALVE, CALIBRATION_STOP, CUSUM_ALARM } from './calibration-drift.ts';
import { E_ENOUGH } from './e-process.ts';
import { healthActions } from './health-action.ts';
import { COVERAGE_HIGHEST, COVERAGE_LOWEST } from './interval-coverage.ts';
import type { MonitorReading } from './monitor-reading.ts';
import { PIT_LOWEST_P } from './pit.ts';
import { PSI_ALARM, PSI_WARN } from './psi.ts';

const JUST = 1e-6;
const psi = (value: number | null, have = 300): MonitorReading => ({
  monitor: 'psi',
  subject: 'rv·5m',
  have,
  value,
  warn: PSI_WARN,
  alarm: PSI_ALARM,
});
const calibration = (value: number | null, have = 100): MonitorReading => ({
  monitor: 'calibration',
  subject: '5 min to close',
  have,
  value,
});
const cusum = (value: number): MonitorReading => ({
  monitor: 'cusum',
  subject: '5 min to close',
  have: 10,
  value,
  lean: 'too high',
});
const coverage = (value: number | null, have = 200): MonitorReading => ({
  monitor: 'coverage',
  subject: '15 min',
  have,
  value,
});
const pit = (value: number | null, have = 300): MonitorReading => ({
  monitor: 'pit',
  subject: '5 min to close',
  have,
  value,
});
const mid = (value: number, peak = value): MonitorReading => ({
  monitor: 'mid-beats-model',
  subject: '5 min to close',
  have: 10,
  value,
  peak,
});
const model = (value: number, have = 10): MonitorReading => ({
  monitor: 'model-beats-mid',
  subject: '5 min to close',
  have,
  value,
});
const adwin = (change: { before: number; after: number } | null): MonitorReading => ({
  monitor: 'adwin',
  subject: 'QLIKE at 15 min',
  have: 60,
  value: 0.3,
  change,
});
const input = (refusal: string | null, have = 1): MonitorReading => ({
  monitor: 'input',
  subject: 'tree-15m',
  have,
  refusal,
});
const answers = (bad: number, disabled: boolean, have = 9): MonitorReading => ({
  monitor: 'answers',
  subject: 'tree-15m',
  have,
  bad,
  fault: 'no answer in time',
  disabled,
});

const TABLE: readonly [string, MonitorReading, HealthLevel, HealthAction][] = [
  ['PSI at .10', psi(PSI_WARN), 'ok', 'none'],
  ['PSI beyond .10', psi(PSI_WARN + JUST), 'warn', 'flag'],
  ['PSI at .25', psi(PSI_ALARM), 'warn', 'flag'],
  ['PSI beyond .25', psi(PSI_ALARM + JUST), 'alarm', 'use-har-only'],
  ['a steady loss', adwin(null), 'ok', 'none'],
  ['a loss that rose', adwin({ before: 0.2, after: 0.5 }), 'warn', 'request-refit'],
  ['a loss that fell', adwin({ before: 0.5, after: 0.2 }), 'warn', 'request-refit'],
  ['z at 3', calibration(CALIBRATION_HALVE), 'ok', 'none'],
  ['z beyond 3', calibration(CALIBRATION_HALVE + JUST), 'alarm', 'halve-stake'],
  ['z beyond −3', calibration(-CALIBRATION_HALVE - JUST), 'alarm', 'halve-stake'],
  ['z at 4', calibration(CALIBRATION_STOP), 'alarm', 'halve-stake'],
  ['z beyond 4', calibration(CALIBRATION_STOP + JUST), 'alarm', 'stop-stake'],
  ['z beyond −4', calibration(-CALIBRATION_STOP - JUST), 'alarm', 'stop-stake'],
  ['CUSUM below 5', cusum(CUSUM_ALARM - JUST), 'ok', 'none'],
  ['CUSUM at 5', cusum(CUSUM_ALARM), 'alarm', 'halve-stake'],
  ['coverage at 70 %', coverage(COVERAGE_LOWEST), 'ok', 'none'],
  ['coverage below 70 %', coverage(COVERAGE_LOWEST - JUST), 'warn', 'widen-interval'],
  ['coverage at 90 %', coverage(COVERAGE_HIGHEST), 'ok', 'none'],
  ['coverage above 90 %', coverage(COVERAGE_HIGHEST + JUST), 'warn', 'flag'],
  ['a likely PIT', pit(PIT_LOWEST_P), 'ok', 'none'],
  ['an unlikely PIT', pit(PIT_LOWEST_P - JUST), 'warn', 'refit-tails'],
  ['evidence below 20', mid(E_ENOUGH - JUST), 'ok', 'none'],
  ['evidence of 20', mid(E_ENOUGH), 'alarm', 'drop-model-weight'],
  ['evidence that was 20', mid(3, E_ENOUGH), 'alarm', 'drop-model-weight'],
  ['evidence for the model', model(2 * E_ENOUGH), 'ok', 'none'],
  ['inputs as trained', input(null), 'ok', 'none'],
  ['a refused input', input('tree-15m is refused: x'), 'alarm', 'fall-back-to-ewma'],
  ['good answers', answers(0, false), 'ok', 'none'],
  ['a bad answer', answers(2, false), 'warn', 'flag'],
  ['three bad answers', answers(3, true), 'alarm', 'leave-model-out'],
];

describe('action table', () => {
  it.each(TABLE)('%s', (_, reading, level, action) => {
    const [row] = healthActions([reading]);
    expect([row?.level, row?.action]).toEqual([level, action]);
    expect(row?.text).toContain(reading.subject);
  });

  it.each([
    ['37 of 200 rows in six hours', psi(null, 37)],
    ['37 of 50 settled windows', calibration(null, 37)],
    ['80 settled windows, all too certain to judge by', calibration(null, 80)],
    ['37 of 200 windows', coverage(null, 37)],
    ['37 of 300 windows', pit(null, 37)],
    ['0 of 1 settled windows', model(1, 0)],
    ['0 of 1 rows', input(null, 0)],
    ['0 of 1 answers', answers(0, false, 0)],
  ])('a monitor without enough data waits and says %s', (text, reading) => {
    const [row] = healthActions([reading]);
    expect(row).toMatchObject({ level: 'waiting', value: null, action: 'none' });
    expect(row?.text).toBe(`not enough data: ${text}`);
  });

  it('a row is no worse for a smaller distance', () => {
    const rank = { waiting: 0, ok: 0, warn: 1, alarm: 2 };
    const levelOf = (reading: MonitorReading) => rank[healthActions([reading])[0]?.level ?? 'ok'];
    const size = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(size, size, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        for (const of of [psi, calibration, cusum, mid])
          expect(levelOf(of(less))).toBeLessThanOrEqual(levelOf(of(more)));
      }),
    );
  });

  it('every row keeps its reading’s monitor, subject and place', () => {
    const readings = TABLE.map(([, reading]) => reading);
    const rows = healthActions(readings);
    expect(rows.map((row) => [row.monitor, row.subject])).toEqual(
      readings.map((each) => [each.monitor, each.subject]),
    );
  });
});
