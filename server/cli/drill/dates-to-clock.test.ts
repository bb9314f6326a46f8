// Dates of whole seconds bound the clock; the truth always lies within what they say.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DateSample, datesToClock } from './dates-to-clock.ts';

/** The venue stamps `toVenueMs` after we sent; its clock is `offsetMs` ahead of ours. */
function sampleAt(
  sentAtMs: number,
  trip: { readonly toVenueMs: number; readonly backMs: number },
  offsetMs: number,
): DateSample {
  const stamped = sentAtMs + trip.toVenueMs + offsetMs;
  const receivedAtMs = sentAtMs + trip.toVenueMs + trip.backMs;
  return { venueMs: Math.floor(stamped / 1_000) * 1_000, sentAtMs, receivedAtMs };
}

const way = fc.integer({ min: 0, max: 400 });
const trip = fc.record({ toVenueMs: way, backMs: way });

describe('dates to clock', () => {
  test('F37 the true offset is within the error, however the samples fall', () => {
    const offset = fc.integer({ min: -5_000, max: 5_000 });
    const sent = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), trip), { minLength: 1 });
    fc.assert(
      fc.property(offset, sent, (offsetMs, trips) => {
        const clock = datesToClock(trips.map(([at, each]) => sampleAt(at, each, offsetMs)));
        expect(Math.abs((clock?.offsetMs ?? NaN) - offsetMs)).toBeLessThanOrEqual(
          clock?.errorMs ?? NaN,
        );
      }),
    );
  });

  test('a turn of the second seen at a tenth of a second is known that well', () => {
    const trips = { toVenueMs: 20, backMs: 20 };
    const samples = Array.from({ length: 12 }, (_, each) => sampleAt(300 + each * 100, trips, 42));
    const clock = datesToClock(samples);
    expect(clock?.errorMs).toBeLessThan(110);
    expect(Math.abs((clock?.offsetMs ?? NaN) - 42)).toBeLessThan(110);
  });

  test('F96 no sample, or a clock that was set between two, is no comparison', () => {
    const still = { toVenueMs: 10, backMs: 10 };
    expect(datesToClock([])).toBeNull();
    expect(datesToClock([sampleAt(0, still, 0), sampleAt(500, still, 9_000)])).toBeNull();
  });
});
