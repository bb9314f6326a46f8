// Latencies and bytes as a person reads them.
import { expect, test } from 'vitest';
import { formatBytes } from './bytes.ts';
import { formatLatency } from './latency.ts';

test('a latency keeps two to three digits, and what was not measured is a dash', () => {
  const cases: readonly (readonly [number | null, string])[] = [
    [null, '–'],
    [0, '0 µs'],
    [0.01, '10 µs'],
    [0.9994, '999 µs'],
    [0.9996, '1.0 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [100_000, '100.0 s'],
  ];
  for (const [ms, text] of cases) expect(formatLatency(ms)).toBe(text);
});

test('bytes are told in MB or GB, unknown ones not at all', () => {
  expect(formatBytes(null)).toBe('–');
  expect(formatBytes(412_345_678)).toBe('412 MB');
  expect(formatBytes(999_600_000)).toBe('1.0 GB');
  expect(formatBytes(12_345_678_901)).toBe('12.3 GB');
});
