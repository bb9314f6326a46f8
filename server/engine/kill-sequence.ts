// The kill, step by step: door shut, latch on disk, group triggered, everything cancelled, two reads that agree.

import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import { fail, type Result } from '#lib/result.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createKillNotes, type KillNotes } from './kill-notes.ts';

/** The two confirming reads stand at least this far apart: the read side lags the write side (F71, F120). */
const BETWEEN_READS_MS = 2_000;
const RETRY_MS = [200, 400, 800, 1_600, 3_000] as const;

export interface GroupOnShard {
  readonly shard: number;
  readonly id: OrderGroupId;
}

export interface KillTools {
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Where single orders are cancelled: a cancel without its shard finds nothing (F115). */
  readonly shard: number;
  /** Every order group in use; asked before each attempt, for one may have been made meanwhile. */
  readonly groups: () => readonly GroupOnShard[];
  /** True while a create of ours has no answer yet: it could still come to rest. */
  readonly hasOrderInFlight: () => boolean;
  /** Writes the latch with the steps so far; false when the disk refused. */
  readonly writeLatch: (latch: KillLatch) => boolean;
  readonly report: (step: KillStepReport) => void;
}

function wait(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(ms, resolve);
  });
}

/** An exception is one more way to fail: nothing may end the sequence but its success. */
async function tried<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call();
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Runs until two reads agree that nothing of ours rests; never gives up, never reports "confirmed" before, never throws.
 * The caller has closed the door already, synchronously. Source: reliability reference §1.3, F71–F74.
 */
export async function runKillSequence(latch: KillLatch, tools: KillTools): Promise<KillLatch> {
  const notes = createKillNotes(latch, tools.clock, tools.report);
  const triggered = new Set<OrderGroupId>();
  notes.note('gate-closed', 'no order leaves from here on');
  let isOnDisk = tools.writeLatch(notes.latch());
  if (!isOnDisk)
    notes.note('failed', 'the latch could not be written to disk; it is held in memory');

  for (let attempt = 0; ; attempt++) {
    const isStopped = await stopTheVenue(tools, notes, triggered);
    // Empty reads alone prove nothing: an order still on its way would rest a moment later.
    if ((await nothingRests(tools, notes)) && isStopped && !tools.hasOrderInFlight()) break;
    if (!isOnDisk) isOnDisk = tools.writeLatch(notes.latch());
    await wait(tools.timers, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 3_000);
  }
  notes.note('confirmed', 'two reads agree: nothing of ours rests on the exchange');
  tools.writeLatch(notes.latch());
  return notes.latch();
}

/** Both stops at once, so that one that hangs does not hold up the other. True when the venue accepted cancel-all
 * or every group's trigger. */
async function stopTheVenue(
  tools: KillTools,
  notes: KillNotes,
  triggered: Set<OrderGroupId>,
): Promise<boolean> {
  const triggers = tools
    .groups()
    .filter((group) => !triggered.has(group.id))
    .map(async (group) => {
      const done = await tried(() => tools.orders.triggerGroup(group.shard, group.id));
      if (done.ok) triggered.add(group.id);
      notes.note(
        done.ok ? 'group-triggered' : 'failed',
        done.ok ? `order group on shard ${group.shard}` : `order group: ${done.error}`,
      );
    });
  const cancelled = tried(() => tools.orders.cancelAll()).then((done) => {
    notes.note(done.ok ? 'cancel-all' : 'failed', done.ok ? 'accepted' : done.error);
    return done.ok;
  });
  await Promise.all(triggers);
  const isGrouped = tools.groups().every((group) => triggered.has(group.id));
  return (await cancelled) || (triggered.size > 0 && isGrouped);
}

async function nothingRests(tools: KillTools, notes: KillNotes): Promise<boolean> {
  for (const step of ['first-read', 'second-read'] as const) {
    if (step === 'second-read') await wait(tools.timers, BETWEEN_READS_MS);
    const read = await tried(() => tools.orders.restingOrders());
    if (!read.ok) {
      notes.note('failed', `read of resting orders: ${read.error}`);
      return false;
    }
    notes.note(step, `${read.value.length} resting`, read.value.length);
    if (read.value.length === 0) continue;
    // One by one as well: what a cancel answers is not evidence, only the next reading is (F115).
    await Promise.allSettled(
      read.value.map(({ venueOrderId, ticker }) =>
        tried(async () => {
          await tools.orders.cancel({ venueOrderId, ticker, shard: tools.shard });
          return { ok: true, value: null };
        }),
      ),
    );
    return false;
  }
  return true;
}
