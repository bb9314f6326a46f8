// Drift monitors in words. In: rows of the topic. Out: what is worst first, names, and what follows from each.
import type {
  HealthAction,
  HealthLevel,
  HealthMonitor,
  SignalHealthRow,
} from '#lib/domain/signal-health.ts';
import { formatFixed, MISSING } from '#lib/format/digits.ts';

const RANK: Readonly<Record<HealthLevel, number>> = { alarm: 0, warn: 1, waiting: 2, ok: 3 };

/** The word on each level: colour is never the only sign, and waiting is not ok. */
export const LEVEL_WORD: Readonly<Record<HealthLevel, string>> = {
  alarm: 'ALARM',
  warn: 'WARN',
  waiting: 'waiting',
  ok: 'ok',
};

export const MONITOR_NAME: Readonly<Record<HealthMonitor, string>> = {
  psi: 'Input drift (PSI)',
  adwin: 'Error drift (ADWIN)',
  calibration: 'Calibration',
  cusum: 'Calibration (CUSUM)',
  coverage: 'Interval coverage',
  pit: 'Settlement residual (PIT)',
  'mid-beats-model': 'Mid beats model',
  'model-beats-mid': 'Model beats mid',
  input: 'Input in range',
  answers: 'Model answers',
};

/** What the engine does because of it; empty where nothing follows. */
export const ACTION_WORD: Readonly<Record<HealthAction, string>> = {
  none: '',
  flag: 'shown only',
  'use-har-only': 'the ensemble shrinks to HAR',
  'request-refit': 'a new fit is asked for',
  'halve-stake': 'stake × ½',
  'stop-stake': 'stake × 0: no entries',
  'widen-interval': 'the interval is widening',
  'refit-tails': 'a new fit of the tails is asked for',
  'drop-model-weight': 'model weight 0: the market alone',
  'fall-back-to-ewma': 'EWMA answers, no new order',
  'leave-model-out': 'this model is left out',
};

/** Worst first; within a level by monitor and subject (2 min before 10 min), so that rows stand still while levels do. */
export function byLevel(rows: readonly SignalHealthRow[]): readonly SignalHealthRow[] {
  const name = (row: SignalHealthRow) => `${MONITOR_NAME[row.monitor]} ${row.subject}`;
  return rows.toSorted(
    (left, right) =>
      RANK[left.level] - RANK[right.level] ||
      name(left).localeCompare(name(right), 'en', { numeric: true }),
  );
}

/** Rows that a person must know of. */
export function troubleCount(rows: readonly SignalHealthRow[]): number {
  return rows.filter((row) => row.level === 'alarm' || row.level === 'warn').length;
}

/** "2 alarm, 1 warn, 5 waiting, 12 ok": levels that nothing has are left out. */
export function healthSummary(rows: readonly SignalHealthRow[]): string {
  const levels: readonly HealthLevel[] = ['alarm', 'warn', 'waiting', 'ok'];
  return levels
    .map((level) => ({ level, count: rows.filter((row) => row.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level}`)
    .join(', ');
}

/** A measured value or bound in three significant decimals: monitors have units of their own. */
export function healthNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return MISSING;
  return formatFixed(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}
