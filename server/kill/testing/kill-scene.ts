// A kill on a fake venue in manual time. In: what differs from a venue where all is well. Out: the scene and what was said.
import { orderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import { createFakeVenue } from '#server/engine/testing/fake-venue.ts';
import { createManualTime } from '#server/engine/testing/manual-time.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createGroupStop, type GroupOnShard } from '../group-stop.ts';
import { runKillSequence } from '../kill-sequence.ts';
import type { VenueClock } from '../venue-clock.ts';

const LATCH: KillLatch = {
  id: 'k-1',
  at: wallMs(1),
  by: 'operator',
  reason: 'test',
  steps: [],
  confirmedAt: null,
};

/** The manual clock at the start of the scene. */
const START_MS = 1_000_000;

export interface SceneChange {
  readonly orders?: Partial<VenueOrders>;
  readonly writeLatch?: (latch: KillLatch) => boolean;
  readonly venueClock?: VenueClock;
  readonly groups?: readonly GroupOnShard[];
}

/** One group on shard 2, no comparison of clocks, a disk that takes everything. */
export function createKillScene(change: SceneChange = {}) {
  const time = createManualTime(START_MS);
  const venue = createFakeVenue(change.orders);
  const steps: (KillStepReport & { readonly ms: number })[] = [];
  const written: KillLatch[] = [];
  const confirmed: KillLatch[] = [];
  const state = { inFlight: false, isCurrent: true, mayArriveLate: false, resets: 0 };
  const elapsedMs = () => time.clock.wall() - START_MS;
  const groupStop = createGroupStop({
    ...{ orders: venue.orders, timers: time.timers, resets: () => state.resets },
    groups: () => change.groups ?? [{ shard: 2, id: orderGroupId('g-1') }],
  });
  const run = () =>
    runKillSequence(LATCH, {
      orders: venue.orders,
      clock: time.clock,
      timers: time.timers,
      shard: 2,
      groupStop,
      hasOrderInFlight: () => state.inFlight,
      mayArriveLate: () => state.mayArriveLate,
      venueClock: change.venueClock ?? (() => null),
      isCurrent: () => state.isCurrent,
      onConfirmed: (latch) => confirmed.push(latch),
      writeLatch: (latch) => {
        const isKept = change.writeLatch?.(latch) ?? true;
        if (isKept) written.push(latch);
        return isKept;
      },
      report: (step) => steps.push({ ...step, ms: elapsedMs() }),
    });
  return {
    ...{ time, venue, steps, written, confirmed, state, run, elapsedMs, groupStop },
    names: () => steps.map((each) => each.step),
    /** When each of the kind was said, ms after the start. */
    at: (name: KillStepReport['step']) =>
      steps.filter((each) => each.step === name).map((each) => each.ms),
  };
}
