// The trading loop: one bounded queue, one step at a time, then its effects. In: event bodies. Out: effects in order.
import type { MonoNs, WallMs } from '#lib/domain/instant.ts';
import { isLatching } from '#lib/domain/kill.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import type { Clock } from '#server/ports/clock.ts';

/** Above this many waiting events market data is dropped, oldest first; sequences and checksums then force a resync. */
const QUEUE_LIMIT = 20_000;
/** One turn works at most this long before timers and sockets get their chance. */
const TURN_MS = 8;

interface Waiting {
  readonly body: EventBody;
  readonly at: WallMs;
  readonly mono: MonoNs;
}

export interface LoopOptions {
  readonly clock: Clock;
  /** Runs the next turn after sockets and timers had theirs; absent everywhere but in proofs: setImmediate. */
  readonly schedule?: ((turn: () => void) => void) | undefined;
  readonly step: (event: CoreEvent) => readonly Effect[];
  /** Sees every event before its step (the journal) … */
  readonly record: (event: CoreEvent) => void;
  /** … and carries out every effect after it, synchronously started, in order. */
  readonly carryOut: (effect: Effect, event: CoreEvent) => void;
  /** A step or an effect threw: the engine must stop trading. */
  readonly onBreach: (error: unknown, event: CoreEvent) => void;
}

export interface Loop {
  /** To the end of the queue; a kill goes before everything that waits, but for kills (I2). */
  push(body: EventBody): void;
  /** Runs everything that waits, now; used at shutdown and by tests. */
  drain(): void;
  status(): { readonly seq: number; readonly waiting: number; readonly dropped: number };
}

const isKill = (body: EventBody): boolean =>
  body.kind === 'command' && isLatching(body.command.body.kind);

/**
 * A loop with nothing in it. Events keep the time at which they were pushed, but for a kill that overtakes: it takes the
 * time of what it overtakes, so that time never runs backwards.
 */
export function createLoop(options: LoopOptions): Loop {
  let queue: Waiting[] = [];
  const kills: EventBody[] = [];
  let head = 0;
  let seq = 0;
  let dropped = 0;
  let scheduled = false;
  let isBroken = false;
  let limit = QUEUE_LIMIT;

  const now = (): Pick<Waiting, 'at' | 'mono'> => ({
    at: options.clock.wall(),
    mono: options.clock.mono(),
  });

  const isEmpty = (): boolean => kills.length === 0 && head >= queue.length;

  const takeNext = (): Waiting | undefined => {
    const kill = kills.shift();
    const first = queue[head];
    if (kill === undefined) {
      head += 1;
      return first;
    }
    const { at, mono } = first ?? now();
    return { body: kill, at, mono };
  };

  const runOne = (waiting: Waiting): void => {
    if (isBroken) return;
    seq += 1;
    const event: CoreEvent = { seq, at: waiting.at, mono: waiting.mono, ...waiting.body };
    try {
      options.record(event);
      for (const effect of options.step(event)) options.carryOut(effect, event);
    } catch (error) {
      // The world may be half changed: no further event is judged by it and none of its effects is carried out.
      isBroken = true;
      options.onBreach(error, event);
    }
  };

  const compact = (): void => {
    if (head === queue.length) {
      queue = [];
      head = 0;
      limit = QUEUE_LIMIT;
    } else if (head > 4_096) {
      queue = queue.slice(head);
      head = 0;
    }
  };

  const turn = (): void => {
    scheduled = false;
    const until = options.clock.mono() + TURN_MS * 1e6;
    while (!isEmpty() && options.clock.mono() < until) {
      const waiting = takeNext();
      if (waiting) runOne(waiting);
    }
    compact();
    schedule();
  };

  const schedule = (): void => {
    if (scheduled || isEmpty()) return;
    scheduled = true;
    (options.schedule ?? setImmediate)(turn);
  };

  /** Half of the waiting ticks at once, oldest first: dropping one a push would cost a walk of the queue each time. */
  const dropOldTicks = (): void => {
    const waiting = queue.slice(head);
    const ticks = waiting.filter((each) => each.body.kind === 'tick').length;
    let surplus = Math.ceil(ticks / 2);
    dropped += surplus;
    queue = waiting.filter((each) => each.body.kind !== 'tick' || surplus-- <= 0);
    head = 0;
  };

  return {
    push(body) {
      if (isBroken) return;
      if (isKill(body)) {
        kills.push(body);
        schedule();
        return;
      }
      if (queue.length - head >= limit) {
        dropOldTicks();
        // All private: nothing of it may be lost, and the next look comes only when as much again is waiting.
        limit = Math.max(QUEUE_LIMIT, 2 * (queue.length - head));
      }
      queue.push({ body, ...now() });
      schedule();
    },
    drain() {
      while (!isEmpty()) {
        const waiting = takeNext();
        if (waiting) runOne(waiting);
      }
      compact();
    },
    status: () => ({ seq, waiting: kills.length + queue.length - head, dropped }),
  };
}
