// The kill, step by step: latch on disk, group triggered, everything cancelled, two reads past the watermark that agree.

import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { KillStepReport, OrderStatusReport } from '#lib/domain/report.ts';
import type { Result } from '#lib/result.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createAbsenceProof } from './absence-proof.ts';
import { createKillNotes, type KillNotes } from './kill-notes.ts';
import type { VenueClock } from './venue-clock.ts';
import { hedged, wait, within } from './within.ts';

/** The last look after a confirmation: the distance the reference asks for where no watermark helps (F71). */
const VERIFY_AFTER_MS = 2_000;
/** Between two looks while nothing fails. */
const LOOK_AGAIN_MS = 100;
const RETRY_MS = [50, 100, 200, 400, 800, 1_600, 3_000] as const;

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
  /** Null while the clocks were not compared: then the watermark proves nothing. */
  readonly venueClock: VenueClock;
  /** False once this kill was released: nothing more is looked at, written or told. */
  readonly isCurrent: () => boolean;
  /** Writes the latch with the steps so far; false when the disk refused. */
  readonly writeLatch: (latch: KillLatch) => boolean;
  readonly report: (step: KillStepReport) => void;
  readonly onConfirmed: (latch: KillLatch) => void;
}

interface Attempt {
  readonly tools: KillTools;
  readonly notes: KillNotes;
  readonly triggered: Set<OrderGroupId>;
  /** How many attempts in a row failed: what is slow gets more time each time. */
  failures: number;
}

/**
 * Runs until two reads agree that nothing of ours rests, then looks once more; never gives up, never reports
 * "confirmed" before, never throws. The caller has closed the door already, synchronously.
 * Source: reliability reference §1.3, F71–F74, F120.
 */
export async function runKillSequence(latch: KillLatch, tools: KillTools): Promise<KillLatch> {
  const notes = createKillNotes(latch, tools.clock, tools.report);
  notes.note('gate-closed', 'no order leaves from here on');
  let isOnDisk = tools.writeLatch(notes.latch());
  if (!isOnDisk)
    notes.note('failed', 'the latch could not be written to disk; it is held in memory');
  const attempt: Attempt = { tools, notes, triggered: new Set(), failures: 0 };
  do {
    await untilNothingRests(attempt, () => {
      if (!isOnDisk) isOnDisk = tools.writeLatch(notes.latch());
    });
    if (!tools.isCurrent()) return notes.latch();
    notes.note('confirmed', 'two reads agree: nothing of ours rests on the exchange');
    tools.writeLatch(notes.latch());
    tools.onConfirmed(notes.latch());
    await wait(tools.timers, VERIFY_AFTER_MS);
  } while (tools.isCurrent() && !(await isVerified(attempt)));
  if (tools.isCurrent()) tools.writeLatch(notes.latch());
  return notes.latch();
}

async function untilNothingRests(attempt: Attempt, onAttempt: () => void): Promise<void> {
  const { tools } = attempt;
  const proof = createAbsenceProof(tools.venueClock);
  let isStopped = false;
  while (tools.isCurrent()) {
    if (!isStopped) isStopped = await stopTheVenue(attempt);
    // From here: whatever is read has to be newer than the venue's yes.
    if (isStopped) proof.stoppedAt(tools.clock.wall());
    const read = await readResting(attempt, proof.hasEvidence() ? 'second-read' : 'first-read');
    if (read.ok && read.value.resting.length === 0) {
      const isProven = proof.noteEmpty(read.value);
      // Empty reads alone prove nothing: an order still on its way would rest a moment later.
      if (isProven && isStopped && !tools.hasOrderInFlight()) return;
    }
    if (read.ok && read.value.resting.length > 0) {
      proof.forget();
      await cancelEach(attempt, read.value.resting);
      isStopped = false;
    }
    onAttempt();
    attempt.failures = read.ok && isStopped ? 0 : attempt.failures + 1;
    const retryMs = RETRY_MS[Math.min(attempt.failures - 1, RETRY_MS.length - 1)] ?? 3_000;
    await wait(tools.timers, attempt.failures === 0 ? LOOK_AGAIN_MS : retryMs);
  }
}

/** Both stops at once, so that one that hangs does not hold up the other. True when the venue accepted cancel-all
 * or every group's trigger. */
async function stopTheVenue({ tools, notes, triggered, failures }: Attempt): Promise<boolean> {
  const call = within(tools.timers, failures);
  const triggers = tools
    .groups()
    .filter((group) => !triggered.has(group.id))
    .map(async (group) => {
      const done = await call(() => tools.orders.triggerGroup(group.shard, group.id));
      if (done.ok) triggered.add(group.id);
      notes.note(
        done.ok ? 'group-triggered' : 'failed',
        done.ok ? `order group on shard ${group.shard}` : `order group: ${done.error}`,
      );
    });
  const cancelled = call(() => tools.orders.cancelAll()).then((done) => {
    notes.note(done.ok ? 'cancel-all' : 'failed', done.ok ? 'accepted' : done.error);
    return done.ok;
  });
  await Promise.all(triggers);
  const isGrouped = tools.groups().every((group) => triggered.has(group.id));
  return (await cancelled) || (triggered.size > 0 && isGrouped);
}

interface Look {
  readonly resting: readonly OrderStatusReport[];
  /** The watermark, read before the orders: they are at least as fresh. Null when it could not be read. */
  readonly asOf: number | null;
  readonly readAt: number;
}

/** The watermark first, then the orders; a watermark that cannot be read only makes the proof slower. */
async function readResting(
  { tools, notes, failures }: Attempt,
  step: 'first-read' | 'second-read',
): Promise<Result<Look>> {
  const call = hedged(tools.timers, failures);
  const stamp = await call(() => tools.orders.watermark());
  const readAt = tools.clock.wall();
  const read = await call(() => tools.orders.restingOrders());
  if (!read.ok) {
    notes.note('failed', `read of resting orders: ${read.error}`);
    return read;
  }
  const { length } = read.value;
  const past = stamp.ok ? '' : ', freshness not known';
  notes.note(step, `${length} resting${past}`, length);
  return {
    ok: true,
    value: { resting: read.value, asOf: stamp.ok ? stamp.value : null, readAt },
  };
}

/** One by one as well: what a cancel answers is not evidence, only the next reading is (F115). */
async function cancelEach(attempt: Attempt, resting: readonly OrderStatusReport[]): Promise<void> {
  const { tools, notes } = attempt;
  const call = within(tools.timers, attempt.failures);
  notes.note('single-cancels', `${resting.length} named orders`);
  await Promise.all(
    resting.map(({ venueOrderId, ticker }) =>
      call(async () => {
        await tools.orders.cancel({ venueOrderId, ticker, shard: tools.shard });
        return { ok: true, value: null };
      }),
    ),
  );
}

/** A look that fails says nothing either way and is repeated; one that sees an order takes the confirmation back. */
async function isVerified(attempt: Attempt): Promise<boolean> {
  const { tools, notes } = attempt;
  for (attempt.failures = 0; tools.isCurrent(); attempt.failures++) {
    const call = hedged(tools.timers, attempt.failures);
    const read = await call(() => tools.orders.restingOrders());
    if (read.ok && read.value.length === 0) {
      notes.note('verified', 'a later read saw nothing either');
      return true;
    }
    if (read.ok) {
      notes.note('first-read', `${read.value.length} resting again`, read.value.length);
      return false;
    }
    await wait(tools.timers, RETRY_MS[Math.min(attempt.failures, RETRY_MS.length - 1)] ?? 3_000);
  }
  return true;
}
