// Kill and release as the engine carries them out: door, latch file, venue, and the way back (F71–F77).

import { commandId } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { fail } from '#lib/result.ts';
import type { LatchFile } from '#server/adapters/latch-file/latch-file.ts';
import type { Log } from '#server/config/json-log.ts';
import type { EventBody } from '#server/core/event.ts';
import type { Door } from './door.ts';
import { type GroupOnShard, runKillSequence } from './kill-sequence.ts';
import type { Parts } from './parts.ts';
import type { StoreWriter } from './store-writer.ts';

/** A command made here is as good as new when the loop gets to it. */
const COMMAND_MS = 60_000;
const AGAIN_MS = 1_000;

export interface KillControlTools {
  readonly parts: Pick<Parts, 'orders' | 'clock' | 'timers' | 'entropy'>;
  readonly door: Door;
  readonly latchFile: LatchFile;
  readonly writer: Pick<StoreWriter, 'commit'>;
  readonly shard: number;
  /** The core's latch now; null while it is not killed. */
  readonly latch: () => KillLatch | null;
  readonly groups: () => readonly GroupOnShard[];
  readonly hasOrderInFlight: () => boolean;
  readonly push: (body: EventBody) => void;
  readonly alarm: (severity: 'critical', code: string, text: string) => void;
  readonly log: Pick<Log, 'error'>;
}

export interface Cause {
  readonly latchId: string;
  readonly by: string;
  readonly reason: string;
}

export interface KillControl {
  /** Closes the door at once and starts the sequence, unless it runs already. */
  kill(cause: Cause): void;
  /** Finishes a release the core has granted; on any failure trading is killed again (F77). */
  release(): void;
  /** A latch that appeared on disk (watchdog, command line) kills this engine too. */
  pollLatchFile(): void;
  /** The core broke a rule: the next start must find a latch. Synchronous, for the process ends right after. */
  latchBreach(reason: string): void;
}

/** Nothing killed yet. */
export function createKillControl(tools: KillControlTools): KillControl {
  const { parts, door, latchFile, push } = tools;
  /** A sequence runs, or has ended, for the kill in force. */
  let isStarted = false;
  let isReleasing = false;
  /** The latch on disk that has been passed on to the core and not come back as its own yet. */
  let passedOn: string | null = null;

  const freshLatch = (cause: Cause): KillLatch => ({
    id: cause.latchId,
    at: wallMs(parts.clock.wall()),
    by: cause.by,
    reason: cause.reason,
    steps: [],
    confirmedAt: null,
  });

  const pushKill = (by: string, reason: string): void => {
    const now = wallMs(parts.clock.wall());
    push({
      kind: 'command',
      command: {
        id: commandId(parts.entropy.uuid()),
        by,
        issuedAt: now,
        expiresAt: addMs(now, COMMAND_MS),
        body: { kind: 'kill', reason },
      },
    });
  };

  /** The release is durable before the latch goes; the group is reset last, and only then may anything leave. */
  async function finishRelease(): Promise<void> {
    const latchOnDisk = latchFile.read();
    await tools.writer.commit([]);
    for (const group of tools.groups()) {
      if (tools.latch() !== null) return;
      const reset = await parts.orders
        .resetGroup(group.shard, group.id)
        .catch((error: unknown) => fail(String(error)));
      if (!reset.ok) throw new Error(`the order group could not be reset: ${reset.error}`);
    }
    if (tools.latch() !== null) {
      // Killed meanwhile: its trigger may have come before our reset, so it is repeated.
      for (const group of tools.groups()) await parts.orders.triggerGroup(group.shard, group.id);
      return;
    }
    const now = latchFile.read();
    if (now !== null && now.id !== latchOnDisk?.id) {
      pushKill(now.by, now.reason);
      return;
    }
    latchFile.clear();
    door.open();
    for (const group of tools.groups())
      push({
        kind: 'report',
        report: {
          kind: 'order-group',
          orderGroupId: group.id,
          shard: group.shard,
          event: 'reset',
        },
      });
  }

  function startSequence(latch: KillLatch): void {
    runKillSequence(latch, {
      orders: parts.orders,
      clock: parts.clock,
      timers: parts.timers,
      shard: tools.shard,
      groups: tools.groups,
      hasOrderInFlight: tools.hasOrderInFlight,
      writeLatch: (next) => latchFile.write(next),
      report: (step) => push({ kind: 'report', report: step }),
    }).catch((error: unknown) => {
      // Only a fault of our own gets here. A kill does not end by it.
      tools.alarm('critical', 'kill-failed', `the kill sequence broke: ${String(error)}`);
      parts.timers.after(AGAIN_MS, () => startSequence(latch));
    });
  }

  return {
    kill(cause) {
      door.close('killed');
      passedOn = null;
      if (isStarted) return;
      isStarted = true;
      startSequence(tools.latch() ?? freshLatch(cause));
    },
    release() {
      // Granted only after a confirmed kill, so its sequence has ended: the next kill starts its own.
      isStarted = false;
      isReleasing = true;
      finishRelease()
        .catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          tools.alarm('critical', 'release-failed', `the release failed, killed again: ${why}`);
          pushKill('engine', `the release could not be finished: ${why}`);
        })
        .finally(() => {
          isReleasing = false;
        })
        .catch((error: unknown) => tools.log.error({ error: String(error) }, 'release'));
    },
    pollLatchFile() {
      if (tools.latch() !== null || isReleasing) return;
      const found = latchFile.read();
      if (found === null || found.id === passedOn) return;
      door.close('killed');
      passedOn = found.id;
      pushKill(found.by, found.reason);
    },
    latchBreach(reason) {
      door.seal(`the core broke a rule: ${reason}`);
      if (latchFile.read() !== null) return;
      const latchId = parts.entropy.uuid();
      const cause = { latchId, by: 'engine', reason: `breach: ${reason}` };
      if (!latchFile.write(freshLatch(cause)))
        tools.log.error({}, 'the breach could not be latched on disk');
    },
  };
}
