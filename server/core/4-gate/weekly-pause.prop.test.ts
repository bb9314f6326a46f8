// The next weekly pause at any time of any year, beside the check that keeps entries out of it and a zone database.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { knownPause } from './checks/known-pause.ts';
import { inputWith } from './testing/sample-input.ts';
import { nextPause } from './weekly-pause.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** By the zone database, which the product does not ask. */
const ZONE = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const anyTime = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2036, 0, 1) });
/** Around 07:00–10:00 UTC of a Thursday, where the pause begins and ends in either half of the year. */
const aroundPause = fc
  .record({ week: fc.integer({ min: 0, max: 520 }), ms: fc.integer({ min: 0, max: 5 * HOUR_MS }) })
  .map(({ week, ms }) => Date.UTC(2026, 0, 1, 6) + week * WEEK_MS + ms);

test('I33 F23 the next pause begins on Thursday 03:00 of New York and lasts two hours', () => {
  fc.assert(
    fc.property(fc.oneof(anyTime, aroundPause), (at) => {
      const { entriesEndAt, startsAt, endsAt } = nextPause(wallMs(at));
      expect(ZONE.format(startsAt)).toBe('Thu 03:00:00');
      expect(endsAt - startsAt).toBe(2 * HOUR_MS);
      expect(startsAt - entriesEndAt).toBe(120_000);
      expect(endsAt).toBeGreaterThan(at);
      expect(startsAt - at).toBeLessThanOrEqual(WEEK_MS + HOUR_MS);
    }),
  );
});

test('I33 F23 the gate refuses exactly from the end of entries to the end of the pause', () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.oneof(anyTime, aroundPause), (at) => {
      const { entriesEndAt } = nextPause(wallMs(at));
      const { outcome } = knownPause(inputWith({ at: wallMs(at) }), null);
      if (outcome !== 'pass') refused += 1;
      expect(outcome === 'pass').toBe(at < entriesEndAt);
    }),
    { numRuns: 400 },
  );
  expect(refused).toBeGreaterThan(10);
});
