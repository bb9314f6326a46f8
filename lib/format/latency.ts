// Short durations as text. In: milliseconds, possibly fractions. Out: µs, ms or s with two to three digits.
import { formatFixed, MISSING } from './digits.ts';

/** 0.316 → "316 µs", 3.16 → "3.2 ms", 42.4 → "42 ms", 2512 → "2.5 s", 0.004 → "4 µs"; null → a dash. */
export function formatLatency(ms: number | null): string {
  if (ms === null) return MISSING;
  if (ms < 0.9995) return `${formatFixed(ms * 1000, 0)} µs`;
  if (ms < 9.95) return `${formatFixed(ms, 1)} ms`;
  if (ms < 999.5) return `${formatFixed(ms, 0)} ms`;
  return `${formatFixed(ms / 1000, 1)} s`;
}
