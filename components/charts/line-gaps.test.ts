// Missing is not a straight line from the last known value to the next.
import { expect, it } from 'vitest';
import { lineWithGaps } from './line-gaps.ts';

it('a value that was not known leaves a gap, not a line across', () => {
  const line = lineWithGaps([
    { second: 5, value: 40 },
    { second: 10, value: 41 },
    { second: 15, value: null },
    { second: 20, value: 43 },
  ]);
  expect(line).toEqual([
    { time: 5, value: 40 },
    { time: 10, value: 41, color: 'transparent' },
    { time: 20, value: 43 },
  ]);
});
