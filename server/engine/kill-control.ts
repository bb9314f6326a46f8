// Kill and release as the engine carries them out: door, latch file, venue, and the way back (F71–F77).

import { commandId } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { createGroupStop, type GroupStop } from '#server/kill/group-stop.ts';
import { runKillSequence } from '#server/kill/kill-sequence.ts';
import { finishRelease } from './finish-release.ts';
import type { KillControlTools } from './kill-tools.ts';

/** A command made here is as good as new when the loop gets to it. */
const COMMAND_MS = 60_000;
const AGAIN_MS = 1_000;

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
  /**
   * When the release under way has ended, well or not; at once where there is none. Until then the group is still
   * triggered and the latch still on disk: a test of the breaker would fail by both. Never rejects.
   */
  released(): Promise<void>;
  /**
   * A latch that appeared on disk (watchdog, command line) kills this engine too, at its own level; a flatten opens its
   * exits; a group that was reset while killed is triggered again.
   */
  watch(): void;
  /** The core broke a rule: the next start must find a latch. Synchronous, for the process ends right after. */
  latchBreach(reason: string): void;
}

/** How the reason of a kill begins that ends the process with it: the core broke one of its own rules. */
export const RULE_BROKEN = 'breach';

interface KillState {
  /** A sequence runs, or has ended, for the kill in force. */
  isStarted: boolean;
  /** The groups of that kill once its sequence has ended. */
  ended: GroupStop | null;
  isReleasing: boolean;
  released: Promise<void>;
  /** The latch on disk that has been passed on to the core and not come back as its own yet. */
  passedOn: string | null;
  /** Counts releases: a sequence of an earlier kill says and writes nothing any more. */
  era: number;
}

function freshLatch({ parts }: KillControlTools, cause: Cause): KillLatch {
  const at = wallMs(parts.clock.wall());
  const { latchId: id, by, reason } = cause;
  return { id, at, by, reason, steps: [], confirmedAt: null };
}

type Found = Omit<Cause, 'latchId'> & Pick<KillLatch, 'flatten'>;

/** When a kill was latched that this engine finds only now: its own times are later ones. Never throws: it is a kill. */
function latchedText({ at }: Pick<KillLatch, 'at'>): string {
  const date = new Date(at);
  const time = Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(11, 23);
  return `latched at ${time} UTC, found by this engine later`;
}

function pushKill({ parts, push }: KillControlTools, found: Found): void {
  const issuedAt = wallMs(parts.clock.wall());
  push({
    kind: 'command',
    command: {
      id: commandId(parts.entropy.uuid()),
      by: found.by,
      issuedAt,
      expiresAt: addMs(issuedAt, COMMAND_MS),
      body: { kind: found.flatten === true ? 'flatten' : 'kill', reason: found.reason },
    },
  });
}

function startSequence(tools: KillControlTools, state: KillState, latch: KillLatch): void {
  const { parts, latchFile, push } = tools;
  const { era } = state;
  const isCurrent = (): boolean => state.era === era;
  const groupStop = createGroupStop({
    ...{ orders: parts.orders, timers: parts.timers, groups: tools.groups },
    resets: tools.resets.count,
  });
  const sequence = runKillSequence(latch, {
    orders: parts.orders,
    clock: parts.clock,
    timers: parts.timers,
    shard: tools.shard,
    groupStop,
    hasOrderInFlight: tools.hasOrderInFlight,
    mayArriveLate: tools.mayArriveLate,
    venueClock: tools.venueClock,
    isCurrent,
    writeLatch: (next) => {
      // The core may have changed the level since: the disk must say so, too.
      const flatten = tools.latch()?.flatten ?? next.flatten ?? false;
      return latchFile.write({ ...next, flatten });
    },
    report: (step) => push({ kind: 'report', report: step }),
    onConfirmed: () => tools.exitLane.follow(),
  });
  const end = (): void => {
    if (isCurrent()) state.ended = groupStop;
  };
  sequence.then(end).catch((error: unknown) => {
    // Only a fault of our own gets here. A kill does not end by it.
    tools.alarm('critical', 'kill-failed', `the kill sequence broke: ${String(error)}`);
    parts.timers.after(AGAIN_MS, () => {
      if (isCurrent()) startSequence(tools, state, latch);
    });
  });
}

/** The level of a kill in force has changed: the disk learns it first. */
function relevel(tools: KillControlTools): void {
  const latch = tools.latch();
  if (latch === null) return;
  if (!tools.latchFile.write(latch)) tools.log.error({}, 'the level of the kill is not on disk');
  tools.exitLane.follow();
}

function startRelease(tools: KillControlTools, state: KillState): void {
  // Granted only after a confirmed kill: the next kill starts a sequence of its own.
  state.era += 1;
  state.isStarted = false;
  state.ended = null;
  state.isReleasing = true;
  state.released = finishRelease({ ...tools, pushKill: (found) => pushKill(tools, found) })
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      tools.alarm('critical', 'release-failed', `the release failed, killed again: ${why}`);
      pushKill(tools, { by: 'engine', reason: `the release could not be finished: ${why}` });
    })
    .finally(() => {
      state.isReleasing = false;
    })
    .catch((error: unknown) => tools.log.error({ error: String(error) }, 'release'));
}

/** The sequence is over, and somebody's reset came after it: the groups of a killed account stay triggered (I3). */
function keepTriggered({ latch, push }: KillControlTools, state: KillState): void {
  const { ended, era } = state;
  if (ended === null || latch() === null || ended.open().length === 0) return;
  void ended.pursue(
    () => state.era === era,
    (step, detail) =>
      push({ kind: 'report', report: { kind: 'kill-step', step, detail, resting: null } }),
  );
}

/** Nothing killed yet. */
export function createKillControl(tools: KillControlTools): KillControl {
  const { parts, door, latchFile, exitLane } = tools;
  const state: KillState = {
    ...{ isStarted: false, ended: null, isReleasing: false, released: Promise.resolve() },
    ...{ passedOn: null, era: 0 },
  };

  return {
    kill(cause) {
      door.close('killed');
      state.passedOn = null;
      if (state.isStarted) {
        relevel(tools);
        return;
      }
      state.isStarted = true;
      startSequence(tools, state, tools.latch() ?? freshLatch(tools, cause));
    },
    release() {
      startRelease(tools, state);
    },
    released: () => state.released,
    watch() {
      exitLane.follow();
      keepTriggered(tools, state);
      if (tools.latch() !== null || state.isReleasing) return;
      const found = latchFile.read();
      if (found === null || found.id === state.passedOn) return;
      door.close('killed');
      state.passedOn = found.id;
      pushKill(tools, { ...found, reason: `${found.reason} (${latchedText(found)})` });
    },
    latchBreach(reason) {
      door.seal(`the core broke a rule: ${reason}`);
      if (latchFile.read() !== null) return;
      const cause = {
        latchId: parts.entropy.uuid(),
        by: 'engine',
        reason: `${RULE_BROKEN}: ${reason}`,
      };
      if (!latchFile.write(freshLatch(tools, cause)))
        tools.log.error({}, 'the breach could not be latched on disk');
    },
  };
}
