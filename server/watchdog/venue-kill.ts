// Kill without the engine and without the database: latch on disk, then trigger the group and cancel everything.
import type { OrderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch, KillStep } from '#lib/domain/kill.ts';
import { fail, type Result } from '#lib/result.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

export interface VenueKillTools {
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly shard: number;
  /** The group id the engine left on disk; null when there never was one. */
  readonly group: () => OrderGroupId | null;
  readonly readLatch: () => KillLatch | null;
  readonly writeLatch: (latch: KillLatch) => boolean;
  readonly newId: () => string;
  readonly log: (text: string) => void;
}

export interface VenueKillOutcome {
  readonly latch: KillLatch;
  /** True only when a read after cancel-all showed nothing resting. */
  readonly flat: boolean;
  readonly text: string;
}

/** An exception is one more way to fail. */
async function tried<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call();
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** Latches first, so that an engine that comes back is killed whatever the network does. Idempotent; one attempt. */
export async function killAtVenue(
  tools: VenueKillTools,
  cause: { readonly by: string; readonly reason: string },
): Promise<VenueKillOutcome> {
  const steps: KillStep[] = [];
  const note = (name: string, detail: string): void => {
    steps.push({ name, at: wallMs(tools.clock.wall()), detail });
    tools.log(`${name}: ${detail}`);
  };
  const existing = tools.readLatch();
  const latch: KillLatch = existing ?? {
    id: tools.newId(),
    at: wallMs(tools.clock.wall()),
    by: cause.by,
    reason: cause.reason,
    steps: [],
    confirmedAt: null,
  };
  if (existing === null)
    note('latched', tools.writeLatch(latch) ? 'kill latch on disk' : 'the disk refused the latch');

  const group = tools.group();
  const trigger = async (): Promise<void> => {
    if (group === null) return;
    const triggered = await tried(() => tools.orders.triggerGroup(tools.shard, group));
    if (triggered.ok) note('group-triggered', `shard ${tools.shard}`);
    else note('failed', `order group: ${triggered.error}`);
  };
  const cancelAll = async (): Promise<void> => {
    const cancelled = await tried(() => tools.orders.cancelAll());
    note(cancelled.ok ? 'cancel-all' : 'failed', cancelled.ok ? 'accepted' : cancelled.error);
  };
  // Both at once: one that hangs must not hold up the other.
  await Promise.all([trigger(), cancelAll()]);
  const resting = await tried(() => tools.orders.restingOrders());
  note('read', resting.ok ? `${resting.value.length} resting` : resting.error);

  const complete = { ...latch, steps: [...latch.steps, ...steps] };
  if (existing === null) tools.writeLatch(complete);
  const flat = resting.ok && resting.value.length === 0;
  return {
    latch: complete,
    flat,
    text: flat
      ? 'killed by the watchdog: nothing of ours rests on the exchange'
      : 'kill requested by the watchdog, NOT confirmed: look at the exchange',
  };
}
