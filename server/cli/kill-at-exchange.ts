// The kill of last resort: no engine, no watchdog, no database; only the last start's record, its key, and the exchange.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '#lib/result.ts';
import { createKalshiOrders } from '#server/adapters/kalshi/rest-client.ts';
import { loadKalshiKey } from '#server/adapters/kalshi/sign.ts';
import type { LatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemEntropy } from '#server/adapters/system/entropy.ts';
import type { Runtime } from '#server/config/runtime.ts';
import { createGroupFile } from '#server/engine/order-group.ts';
import type { Timers } from '#server/ports/timers.ts';
import {
  createVenueKiller,
  type KillCause,
  type VenueKillOutcome,
} from '#server/watchdog/venue-killer.ts';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Timers that keep the process alive until the answer is there, and not one moment longer. */
function createHeldTimers(): Timers & { readonly letGo: () => void } {
  const held = new Set<NodeJS.Timeout>();
  let isOver = false;
  const hold = (timer: NodeJS.Timeout): (() => void) => {
    held.add(timer);
    if (isOver) timer.unref();
    return () => {
      clearTimeout(timer);
      held.delete(timer);
    };
  };
  return {
    after: (ms, run) => hold(setTimeout(run, ms)),
    every: (ms, run) => hold(setInterval(run, ms)),
    letGo() {
      isOver = true;
      for (const timer of held) timer.unref();
    },
  };
}

function keyOf({ keyFile, keyId }: Runtime['venue']): ReturnType<typeof loadKalshiKey> {
  try {
    return loadKalshiKey(readFileSync(keyFile, 'utf8'), keyId);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Triggers the group, cancels everything and looks twice, as the watchdog does, from this very process (F88). Resolves
 * within about ten seconds; fails only when there is no key to sign with. The latch is on disk before.
 */
export async function killAtExchange(
  runtime: Runtime,
  latchFile: LatchFile,
  cause: KillCause,
): Promise<Result<VenueKillOutcome>> {
  const { venue } = runtime;
  const key = keyOf(venue);
  if (!key.ok) return fail(`no key to sign with: ${key.error}`);
  const clock = createSystemClock();
  const timers = createHeldTimers();
  const killer = createVenueKiller({
    orders: createKalshiOrders({
      restUrl: venue.kalshiRestUrl,
      wsUrl: venue.kalshiWsUrl,
      key: key.value,
      shard: venue.shard,
      clock,
      timers,
      entropy: createSystemEntropy(),
      log: QUIET,
    }),
    clock,
    timers,
    shard: venue.shard,
    group: () => createGroupFile(runtime.home, venue.account).read(),
    readLatch: () => latchFile.read(),
    writeLatch: (latch) => latchFile.write(latch),
    newId: randomUUID,
    log: () => undefined,
  });
  const outcome = await killer.kill(cause);
  timers.letGo();
  return ok(outcome);
}
