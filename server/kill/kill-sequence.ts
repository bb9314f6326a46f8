// The kill, step by step: latch on disk, group triggered, everything cancelled, two reads past the watermark that agree.

import type { KillLatch } from '#lib/domain/kill.ts';
import type { KillStepReport, OrderStatusReport } from '#lib/domain/report.ts';
import type { Result } from '#lib/result.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createAbsenceProof } from './absence-proof.ts';
import type { GroupStop } from './group-stop.ts';
import { createKillNotes, type KillNotes } from './kill-notes.ts';
import type { VenueClock } from './venue-clock.ts';
import { hedged, retryMs, wait, within } from './within.ts';

/** The last look after a confirmation: the distance the reference asks for where no watermark helps (F71). */
const VERIFY_AFTER_MS = 2_000;
/** Between two looks while nothing fails. */
const LOOK_AGAIN_MS = 100;

export interface KillTools {
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Where a single order is cancelled whose row names no shard: a cancel without one finds nothing (F115). */
  readonly shard: number;
  readonly groupStop: GroupStop;
  /** True while a create of ours has no answer yet: it could still come to rest. */
  readonly hasOrderInFlight: () => boolean;
  /**
   * True while a create may still arrive that nobody waits for any more, or where nobody knows what was sent: then only
   * triggered groups keep it out, and there is no confirmation without them (F71).
   */
  readonly mayArriveLate: () => boolean;
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
  /** How many attempts in a row failed: what is slow gets more time each time. */
  failures: number;
}

/** What the confirmation says: also what is still open. */
function confirmation({ tools }: Attempt): string {
  const agreed = 'two reads agree: nothing of ours rests on the exchange';
  const [open] = tools.groupStop.open();
  return open === undefined
    ? agreed
    : `${agreed}; the order group on shard ${open.shard} is NOT triggered yet, still trying`;
}

/**
 * Runs until two reads agree that nothing of ours rests, then looks once more, then until every group is triggered;
 * never gives up, never reports "confirmed" before, never throws. The caller has closed the door already, synchronously.
 * Source: reliability reference §1.3, F71–F74, F120.
 */
export async function runKillSequence(latch: KillLatch, tools: KillTools): Promise<KillLatch> {
  const notes = createKillNotes(latch, tools.clock, tools.report);
  notes.note('gate-closed', 'no order leaves from here on');
  let isOnDisk = tools.writeLatch(notes.latch());
  if (!isOnDisk)
    notes.note('failed', 'the latch could not be written to disk; it is held in memory');
  const attempt: Attempt = { tools, notes, failures: 0 };
  do {
    await untilNothingRests(attempt, () => {
      if (!isOnDisk) isOnDisk = tools.writeLatch(notes.latch());
    });
    if (!tools.isCurrent()) return notes.latch();
    notes.note('confirmed', confirmation(attempt));
    tools.writeLatch(notes.latch());
    tools.onConfirmed(notes.latch());
    await wait(tools.timers, VERIFY_AFTER_MS);
  } while (tools.isCurrent() && !(await isVerified(attempt)));
  if (tools.isCurrent()) tools.writeLatch(notes.latch());
  await tools.groupStop.pursue(tools.isCurrent, notes.note);
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
    const shut = isStopped ? keepTriggering(attempt) : null;
    const read = await readResting(attempt, proof.hasEvidence() ? 'second-read' : 'first-read');
    let isWaiting = false;
    if (read.ok && read.value.resting.length === 0) {
      const isProven = proof.noteEmpty(read.value);
      // Empty reads alone prove nothing: an order still on its way would rest a moment later.
      if (isProven && isStopped && !tools.hasOrderInFlight()) {
        isWaiting = isGroupMissing(attempt);
        if (!isWaiting) return;
      }
    }
    if (read.ok && read.value.resting.length > 0) {
      proof.forget();
      await cancelEach(attempt, read.value.resting);
      isStopped = false;
    }
    onAttempt();
    attempt.failures = read.ok && isStopped && !isWaiting ? 0 : attempt.failures + 1;
    const pauseMs = attempt.failures === 0 ? LOOK_AGAIN_MS : retryMs(attempt.failures - 1);
    const pause = wait(tools.timers, pauseMs);
    await (isWaiting && shut !== null ? Promise.race([pause, shut]) : pause);
  }
}

/** Behind the looks, which wait for none of it: null when every group is triggered. */
function keepTriggering({ tools, notes }: Attempt): Promise<void> | null {
  if (tools.groupStop.open().length === 0) return null;
  return tools.groupStop.pursue(tools.isCurrent, notes.note);
}

/** True while only a group that is not triggered stands between the reads and the confirmation. */
function isGroupMissing({ tools, notes }: Attempt): boolean {
  const [open] = tools.groupStop.open();
  if (open === undefined || !tools.mayArriveLate()) return false;
  notes.note(
    'group-open',
    `nothing rests, NOT confirmed: an order of ours may still arrive and the group on shard ${open.shard} is open`,
  );
  return true;
}

/** Both stops at once, so that one that hangs does not hold up the other. True when the venue accepted cancel-all
 * or every group's trigger. */
async function stopTheVenue({ tools, notes, failures }: Attempt): Promise<boolean> {
  const call = within(tools.timers, failures);
  const { groupStop } = tools;
  const triggered = groupStop.tryOnce(failures, notes.note);
  const cancelled = call(() => tools.orders.cancelAll()).then((done) => {
    notes.note(done.ok ? 'cancel-all' : 'failed', done.ok ? 'accepted' : done.error);
    return done.ok;
  });
  await triggered;
  return (await cancelled) || (groupStop.hasTriggered() && groupStop.open().length === 0);
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
    resting.map(({ venueOrderId, ticker, shard = tools.shard }) =>
      call(async () => {
        await tools.orders.cancel({ venueOrderId, ticker, shard });
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
    await wait(tools.timers, retryMs(attempt.failures));
  }
  return true;
}
