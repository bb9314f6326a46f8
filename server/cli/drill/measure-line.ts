// The line to a real venue as it is. In: options of the adapter. Out: its round trip, and the venue's clock beside ours.
import { fail, ok, type Result } from '#lib/result.ts';
import type { KalshiOptions } from '#server/adapters/kalshi/options.ts';
import { describeOutcome } from '#server/adapters/kalshi/rest-read.ts';
import { createTransport } from '#server/adapters/kalshi/rest-transport.ts';
import { createClockMemory, type VenueClock } from '#server/kill/venue-clock.ts';
import { wait } from '#server/kill/within.ts';
import { type DateSample, datesToClock } from './dates-to-clock.ts';

/** Reads measured, after one that opens the connection: over more than a second, so that one turn of it is seen. */
const READS = 11;
const BETWEEN_MS = 100;

interface Line {
  /** Median of the reads, ms. */
  readonly roundTripMs: number;
  readonly venueClock: VenueClock;
}

/** Fails when the venue does not answer every read well: on such a line a figure says nothing. */
export async function measureLine(options: KalshiOptions): Promise<Result<Line>> {
  const { clock, timers } = options;
  const transport = createTransport(options);
  const dates: DateSample[] = [];
  const tookMs: number[] = [];
  for (let read = 0; read <= READS; read++) {
    const begun = clock.mono();
    const reply = await transport.send({ method: 'GET', path: '/exchange/user_data_timestamp' });
    if (reply.kind !== 'reply' || reply.status !== 200)
      return fail(`the venue cannot be read: ${describeOutcome(reply)}`);
    if (read > 0) tookMs.push((clock.mono() - begun) / 1e6);
    if (reply.venueDateMs !== null)
      dates.push({
        ...{ venueMs: reply.venueDateMs, sentAtMs: reply.sentAt },
        receivedAtMs: reply.receivedAt,
      });
    await wait(timers, BETWEEN_MS);
  }
  const memory = createClockMemory(clock);
  const compared = datesToClock(dates);
  if (compared !== null) memory.note({ kind: 'clock', connection: 'kalshi', ...compared });
  const middle = tookMs.sort((a, b) => a - b)[Math.floor(READS / 2)] ?? Number.NaN;
  return ok({ roundTripMs: middle, venueClock: memory.venueClock });
}
