// Words and shapes the judges of all monitors use. In: numbers. Out: their text, and a row that says it must wait.
import type { SignalHealthRow } from '#lib/domain/signal-health.ts';
import type { MonitorReading } from './monitor-reading.ts';

/** The reading of one monitor. */
export type Reading<Monitor> = Extract<MonitorReading, { monitor: Monitor }>;

/** A row but for whose it is. */
export type Judged = Omit<SignalHealthRow, 'monitor' | 'subject'>;

const LARGEST_SHOWN = 1e6;

/** A figure as a trader reads it: two decimals, one from ten on. */
export function digits(value: number): string {
  if (value > LARGEST_SHOWN) return 'over a million';
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A share as a percentage. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A time to close as a trader says it: whole minutes where it is some. */
export function closeText(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min to close` : `${seconds} s to close`;
}

/** A row without a judgement: how much of what is there, and how much is needed. */
export function waiting(have: number, need: number, what: string): Judged {
  const text =
    have < need
      ? `not enough data: ${have} of ${need} ${what}`
      : `not enough data: ${have} ${what}, all too certain to judge by`;
  return { level: 'waiting', value: null, threshold: null, text, action: 'none' };
}
