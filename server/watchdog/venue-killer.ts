// Kill without the engine and without the database: latch on disk, then the one kill sequence until the exchange is flat.
import type { OrderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { createGroupStop } from '#server/kill/group-stop.ts';
import { runKillSequence } from '#server/kill/kill-sequence.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

/** Whoever asked is told by then, confirmed or not; the kill itself goes on behind the answer (F74). */
const ANSWER_WITHIN_MS = 10_000;

export interface VenueKillTools {
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly shard: number;
  /** The group id the engine left on disk; null when there never was one. */
  readonly group: () => OrderGroupId | null;
  readonly readLatch: () => KillLatch | null;
  readonly writeLatch: (latch: KillLatch) => boolean;
  readonly newId: () => string;
  readonly log: (text: string) => void;
}

export interface KillCause {
  readonly by: string;
  readonly reason: string;
  /** Written into the latch: an engine that comes back closes the positions; the watchdog cannot. */
  readonly flatten?: boolean;
}

export interface VenueKillOutcome {
  /** True only when two reads agreed that nothing rests. */
  readonly flat: boolean;
  readonly text: string;
}

export interface VenueKiller {
  /** While one kill is under way a second press is told the same. Never rejects. */
  kill(cause: KillCause): Promise<VenueKillOutcome>;
  /** True while an unconfirmed kill is still being tried (F74). */
  isTrying(): boolean;
}

function freshLatch(tools: VenueKillTools, cause: KillCause): KillLatch {
  const { by, reason, flatten = false } = cause;
  const at = wallMs(tools.clock.wall());
  return { id: tools.newId(), at, by, reason, steps: [], confirmedAt: null, flatten };
}

/**
 * Runs the sequence; `onConfirmed` may come more than once. A latch that stands is an engine's and stays its own: its
 * cause is the first, and its steps are written by whoever owns it.
 */
function run(tools: VenueKillTools, cause: KillCause, onConfirmed: () => void): Promise<unknown> {
  const existing = tools.readLatch();
  const latch = existing ?? freshLatch(tools, cause);
  return runKillSequence(latch, {
    ...{ orders: tools.orders, clock: tools.clock, timers: tools.timers, shard: tools.shard },
    groupStop: createGroupStop({
      ...{ orders: tools.orders, timers: tools.timers, resets: () => 0 },
      groups: () => {
        const id = tools.group();
        return id === null ? [] : [{ shard: tools.shard, id }];
      },
    }),
    // The engine's own door is shut by the latch; what it sent before, the triggered group refuses or the last look finds.
    hasOrderInFlight: () => false,
    mayArriveLate: () => true,
    // Not compared here: time alone has to separate the two reads.
    venueClock: () => null,
    isCurrent: () => true,
    writeLatch: (next) => existing !== null || tools.writeLatch(next),
    report: ({ step, detail }) => tools.log(`${step}: ${detail}`),
    onConfirmed,
  });
}

/** The latch is the engine's own: its level is changed where its orders are, or not at all. */
const UNNOTED =
  'the kill in force closes no positions: press flatten again once the engine answers';

/** Nothing killed yet. */
export function createVenueKiller(tools: VenueKillTools): VenueKiller {
  let confirmed: Promise<void> | null = null;
  let isRunning = false;

  const start = (cause: KillCause): Promise<void> =>
    new Promise((resolve) => {
      isRunning = true;
      const end = (): void => {
        isRunning = false;
        confirmed = null;
        resolve();
      };
      run(tools, cause, resolve).then(end, (error: unknown) => {
        tools.log(`failed: the sequence broke: ${String(error)}`);
        end();
      });
    });

  return {
    async kill(cause) {
      const standing = tools.readLatch();
      const isUnnoted = cause.flatten === true && standing !== null && standing.flatten !== true;
      confirmed ??= start(cause);
      let cancel: () => void = () => undefined;
      const late = new Promise<boolean>((resolve) => {
        cancel = tools.timers.after(ANSWER_WITHIN_MS, () => resolve(false));
      });
      const flat = await Promise.race([confirmed.then(() => true), late]);
      cancel();
      const text = flat
        ? 'killed by the watchdog: nothing of ours rests on the exchange'
        : 'kill requested by the watchdog, NOT confirmed, still trying: look at the exchange';
      return { flat, text: isUnnoted ? `${text}; ${UNNOTED}` : text };
    },
    isTrying: () => isRunning,
  };
}
