// When nothing may be opened: the last seconds of a market and the weekly pause, at any time of any year.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { CheckResult } from '#lib/domain/verdict.ts';
import { decide } from './decide.ts';
import { FAIR, GOOD, inputWith } from './testing/sample-input.ts';

const HOUR_MS = 3_600_000;
const GUARD_MS = DEFAULT_LIMITS.closeGuardSeconds * 1_000;

/** The good market moved to `at`, with `leftMs` to its close. */
function decideAt(at: number, leftMs: number) {
  const market = { ...GOOD.market, openAt: wallMs(at - HOUR_MS), closeAt: wallMs(at + leftMs) };
  const forecast = GOOD.forecast === null ? null : { ...GOOD.forecast, at: wallMs(at) };
  return decide(
    inputWith({
      at: wallMs(at),
      bookAt: wallMs(at),
      market,
      forecast,
      fair: { ...FAIR, at: wallMs(at) },
    }),
  );
}

/** By the zone database, which the product does not ask. */
const ZONE = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
});

function isInPause(at: number): boolean {
  const parts = Object.fromEntries(ZONE.formatToParts(at).map(({ type, value }) => [type, value]));
  return parts['weekday'] === 'Thu' && ['03', '04'].includes(parts['hour'] ?? '');
}

const failed = (checks: readonly CheckResult[]) =>
  checks.filter((check) => check.outcome !== 'pass').map((check) => check.id);

const anyTime = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2031, 0, 1) });
/** Around 07:00–10:00 UTC of a Thursday, where the pause begins and ends in either half of the year. */
const aroundPause = fc
  .record({ week: fc.integer({ min: 0, max: 260 }), ms: fc.integer({ min: 0, max: 5 * HOUR_MS }) })
  .map(({ week, ms }) => Date.UTC(2026, 0, 1, 6) + week * 7 * 24 * HOUR_MS + ms);

describe('quiet times', () => {
  test('I33 F23 nothing is opened in the weekly pause of New York, in either half of any year', () => {
    let inside = 0;
    let entered = 0;
    fc.assert(
      fc.property(fc.oneof(anyTime, aroundPause), (at) => {
        const { verdict } = decideAt(at, HOUR_MS / 2);
        if (isInPause(at)) {
          inside += 1;
          expect(verdict).toBe('flat');
        } else if (verdict === 'enter') entered += 1;
      }),
      { numRuns: 600, seed: 33 },
    );
    expect(Math.min(inside, entered)).toBeGreaterThan(50);
  });

  test('I33 F17 nothing is opened within the guard time before the close, and by that check alone', () => {
    let entered = 0;
    const left = fc.oneof(
      fc.integer({ min: -60_000, max: 120_000 }),
      fc.integer({ min: GUARD_MS - 5, max: GUARD_MS + 5 }),
    );
    fc.assert(
      fc.property(left, (leftMs) => {
        const { verdict, checks } = decideAt(GOOD.at, leftMs);
        if (leftMs < GUARD_MS) expect(verdict).toBe('flat');
        expect(failed(checks).includes('close-guard')).toBe(leftMs < GUARD_MS);
        if (verdict === 'enter') entered += 1;
      }),
      { numRuns: 300, seed: 17 },
    );
    expect(entered).toBeGreaterThan(20);
  });
});
