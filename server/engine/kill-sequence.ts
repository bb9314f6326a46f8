// The kill, step by step: door shut, latch on disk, group triggered, everything cancelled, two reads that agree.

import type { OrderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

/** The two confirming reads stand at least this far apart: the read side lags the write side (F71, F120). */
const BETWEEN_READS_MS = 2_000;
const RETRY_MS = [200, 400, 800, 1_600, 3_000] as const;

export interface KillTools {
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Every order group in use, with its shard. */
  readonly groups: () => readonly { readonly shard: number; readonly id: OrderGroupId }[];
  /** Writes the latch with the steps so far; false when the disk refused. */
  readonly writeLatch: (latch: KillLatch) => boolean;
  readonly report: (step: KillStepReport) => void;
}

function wait(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(ms, resolve);
  });
}

/**
 * Runs until two reads agree that nothing of ours rests; never gives up, never reports "confirmed" before.
 * The caller has closed the door already, synchronously. Source: reliability reference §1.3, F71–F74.
 */
export async function runKillSequence(latch: KillLatch, tools: KillTools): Promise<KillLatch> {
  let current = latch;
  const note = (
    step: KillStepReport['step'],
    detail: string,
    resting: number | null = null,
  ): void => {
    const at = wallMs(tools.clock.wall());
    const confirmedAt = step === 'confirmed' ? at : current.confirmedAt;
    current = { ...current, confirmedAt, steps: [...current.steps, { name: step, at, detail }] };
    tools.report({ kind: 'kill-step', step, detail, resting });
  };

  note('gate-closed', 'no order leaves from here on');
  if (!tools.writeLatch(current))
    note('failed', 'the latch could not be written to disk; it is held in memory');

  for (const group of tools.groups()) {
    const triggered = await tools.orders.triggerGroup(group.shard, group.id);
    note(
      triggered.ok ? 'group-triggered' : 'failed',
      triggered.ok ? `order group on shard ${group.shard}` : `order group: ${triggered.error}`,
    );
  }

  for (let attempt = 0; ; attempt++) {
    const cancelled = await tools.orders.cancelAll();
    note(cancelled.ok ? 'cancel-all' : 'failed', cancelled.ok ? 'accepted' : cancelled.error);
    if (await nothingRests(tools, note)) break;
    await wait(tools.timers, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 3_000);
  }
  note('confirmed', 'two reads agree: nothing of ours rests on the exchange');
  tools.writeLatch(current);
  return current;
}

type Note = (step: KillStepReport['step'], detail: string, resting?: number | null) => void;

async function nothingRests(tools: KillTools, note: Note): Promise<boolean> {
  for (const step of ['first-read', 'second-read'] as const) {
    if (step === 'second-read') await wait(tools.timers, BETWEEN_READS_MS);
    const read = await tools.orders.restingOrders();
    if (!read.ok) {
      note('failed', `read of resting orders: ${read.error}`);
      return false;
    }
    note(step, `${read.value.length} resting`, read.value.length);
    if (read.value.length > 0) {
      for (const order of read.value) {
        const shard = tools.groups()[0]?.shard ?? 0;
        await tools.orders.cancel({
          venueOrderId: order.venueOrderId,
          ticker: order.ticker,
          shard,
        });
      }
      return false;
    }
  }
  return true;
}
