// The peak of the last 15 s, beside a search through everything that was noted.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWritePeaks, notePeak, peakOf } from './write-peaks.ts';

const steps = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 8_000 }),
    tokens: fc.integer({ min: 0, max: 100 }),
  }),
  { maxLength: 60 },
);

test('the peak is the largest amount of the last 15 s, whatever came in which order', () => {
  fc.assert(
    fc.property(steps, (noted) => {
      const peaks = createWritePeaks();
      const all: { readonly tokens: number; readonly atMs: number }[] = [];
      let nowMs = 0;
      for (const { afterMs, tokens } of noted) {
        nowMs += afterMs;
        notePeak(peaks, tokens, nowMs);
        all.push({ tokens, atMs: nowMs });
        const young = all.filter(({ atMs }) => nowMs - atMs < 15_000);
        expect(peakOf(peaks, nowMs)).toBe(Math.max(...young.map((each) => each.tokens)));
      }
      expect(peakOf(peaks, nowMs + 15_000)).toBe(0);
    }),
  );
});
