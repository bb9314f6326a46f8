// When empty reads prove that nothing rests: at each border of time and watermark, and against a plain statement of it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAbsenceProof, type EmptyRead } from './absence-proof.ts';
import type { ClockOffset } from './venue-clock.ts';

/** The venue runs 1,000 ms ahead of us, known to 20 ms. */
const COMPARED: ClockOffset = { offsetMs: 1_000, errorMs: 20 };
/** The first stamp that is past a stop at 0 by the error and the margin of 50 ms. */
const PAST = 1_070;
const read = (readAt: number, asOf: number | null): EmptyRead => ({ readAt, asOf });

/** What each read in turn proves after a stop at 0. */
function proven(offset: ClockOffset | null, ...reads: EmptyRead[]): boolean[] {
  const proof = createAbsenceProof(() => offset);
  proof.stoppedAt(0);
  return reads.map((each) => proof.noteEmpty(each));
}

describe('the proof that nothing rests', () => {
  test('F120 needs two reads past the watermark, a quarter second apart, the second of fresher data', () => {
    expect(proven(COMPARED, read(0, PAST), read(250, PAST + 1))).toEqual([false, true]);
    expect(proven(COMPARED, read(0, PAST), read(249, PAST + 1))).toEqual([false, false]);
    expect(proven(COMPARED, read(0, PAST), read(250, PAST))).toEqual([false, false]);
    expect(proven(COMPARED, read(0, PAST - 1), read(250, PAST + 1))).toEqual([false, false]);
    expect(proven(COMPARED, read(0, PAST - 1), read(250, PAST), read(500, PAST + 9))[2]).toBe(true);
  });

  test('F71 without a stamp or a comparison two seconds have to do, not a millisecond less', () => {
    for (const [offset, asOf] of [
      [null, PAST],
      [COMPARED, null],
    ] as const) {
      expect(proven(offset, read(5, asOf), read(2_005, asOf))).toEqual([false, true]);
      expect(proven(offset, read(5, asOf), read(2_004, asOf))).toEqual([false, false]);
    }
  });

  test('no read from before the stop counts, nor any without a stop', () => {
    const proof = createAbsenceProof(() => null);
    expect([proof.noteEmpty(read(0, null)), proof.noteEmpty(read(9_000, null))]).toEqual([
      false,
      false,
    ]);
    expect(proof.hasEvidence()).toBe(false);
    proof.stoppedAt(10_000);
    proof.stoppedAt(20_000);
    expect(proof.noteEmpty(read(9_999, null))).toBe(false);
    expect(proof.hasEvidence()).toBe(false);
    expect(proof.noteEmpty(read(10_000, null))).toBe(false);
    expect(proof.hasEvidence()).toBe(true);
    expect(proof.noteEmpty(read(12_000, null))).toBe(true);
  });

  test('F74 what was empty before something was seen proves nothing afterwards', () => {
    const proof = createAbsenceProof(() => COMPARED);
    proof.stoppedAt(0);
    proof.noteEmpty(read(0, PAST));
    proof.forget();
    expect(proof.hasEvidence()).toBe(false);
    expect(proof.noteEmpty(read(5_000, PAST + 5_000))).toBe(false);
    proof.stoppedAt(5_000);
    expect(proof.noteEmpty(read(5_000, PAST + 5_000))).toBe(false);
    expect(proof.noteEmpty(read(5_250, PAST + 5_001))).toBe(true);
  });

  test('F71 F120 holds exactly when some earlier read is far enough before the last one', () => {
    const reads = fc.array(
      fc.record({
        gapMs: fc.constantFrom(100, 250, 400, 1_000),
        asOf: fc.option(fc.integer({ min: 900, max: 3_000 })),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(reads, (list) => {
        let now = 0;
        const noted = list.map(({ gapMs, asOf }) => {
          now += gapMs;
          return read(now, asOf);
        });
        const answers = proven(COMPARED, ...noted);
        const first = answers.indexOf(true);
        const isPast = ({ asOf }: EmptyRead) => asOf !== null && asOf >= PAST;
        const wanted = noted.findIndex((last, index) => {
          const [oldest] = noted;
          const fresh = noted.slice(0, index).find(isPast);
          const isBlind = oldest !== undefined && last.readAt - oldest.readAt >= 2_000;
          const isFresh =
            isPast(last) &&
            fresh !== undefined &&
            (last.asOf ?? 0) > (fresh.asOf ?? 0) &&
            last.readAt - fresh.readAt >= 250;
          return isBlind || isFresh;
        });
        expect(first).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });
});
