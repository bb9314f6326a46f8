// The replay beside the console: one child process with bounds of time and memory, ended when nobody asks. In: wishes. Out: answers so far.
import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { MomentAnswer, MomentWish } from '#lib/wire/moment-http.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { MomentReader } from '#server/ports/moment-reader.ts';
import type { Timers } from '#server/ports/timers.ts';

const ENTRY = fileURLToPath(new URL('../moment/main.ts', import.meta.url));
/** Memory of the child at most; it holds one replayed world and a few hundred frames. */
const HEAP_MB = 1_536;
/** Below everything that trades or serves. */
const NICE = 15;
/** Longest walk to one moment. */
const WALK_MS = 10 * 60_000;
/** An asker that has been silent this long has gone away. */
const ASKER_MS = 5_000;
/** The child keeps its world this long for the next step. */
const IDLE_MS = 120_000;
const LOOK_MS = 1_000;

/** What a child says about the wish with that number. */
interface Word {
  readonly id: number;
  readonly answer: MomentAnswer;
}

/** What the child process is to this file; a test gives one of its own. */
export type MomentChild = Pick<ChildProcess, 'send' | 'kill'> & {
  on(event: 'message', listener: (word: Word) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
};

export interface MomentReaderOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly start: () => MomentChild;
}

/** Starts the replay of the journal in `directory`, without the gateway's environment: it needs none of it. */
export function startMomentChild(directory: string): MomentChild {
  const child = fork(ENTRY, [directory], {
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP_MB}`],
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    if (child.pid !== undefined) setPriority(child.pid, NICE);
  } catch {
    // Where priorities cannot be set the bounds of time and memory still hold.
  }
  return child;
}

interface Walk {
  readonly id: number;
  readonly name: string;
  readonly asker: string;
  readonly beganMs: number;
  askedMs: number;
  answer: MomentAnswer;
  /** The answer was given to the asker once it was final. */
  isTold: boolean;
}

/** True for an answer that another walk would only repeat: the journal grows, and what failed may succeed. */
function isSettled(answer: MomentAnswer): boolean {
  return answer.state === 'working' || (answer.state === 'ready' && !answer.frame.isLastWord);
}

const BEGUN: MomentAnswer = { state: 'working', text: 'opening the journal', reachedAt: null };
const TOO_LONG: MomentAnswer = {
  state: 'failed',
  text: 'the replay took longer than ten minutes: this moment lies too far behind the start of the engine for the console; `voltage replay` has no such bound',
};
const DIED: MomentAnswer = {
  state: 'failed',
  text: 'the replay ended before it arrived, most likely at its bound of memory',
};

/** The process could not be started or spoken to. */
function noReplay(error: unknown): MomentAnswer {
  const why = error instanceof Error ? error.message : String(error);
  return { state: 'failed', text: `the replay could not be run: ${why}` };
}

export function createMomentReader({ clock, timers, start }: MomentReaderOptions): MomentReader {
  let child: MomentChild | null = null;
  let walk: Walk | null = null;
  let ids = 0;
  const nowMs = () => clock.mono() / 1e6;

  function end(answer: MomentAnswer): void {
    const ended = child;
    // First: what its end has to say is about nobody's walk any more.
    child = null;
    ended?.kill('SIGKILL');
    if (walk !== null && walk.answer.state === 'working') walk.answer = answer;
  }

  function begin(): MomentChild {
    const fresh = start();
    fresh.on('message', ({ id, answer }) => {
      if (walk?.id === id && child === fresh) walk.answer = answer;
    });
    fresh.on('exit', () => {
      if (child === fresh) end(DIED);
    });
    fresh.on('error', (error) => {
      if (child === fresh) end(noReplay(error));
    });
    child = fresh;
    return fresh;
  }

  /** Hands the wish over; whatever prevents that is the walk's answer. */
  function send(id: number, wish: MomentWish): void {
    try {
      const asked = child ?? begin();
      asked.send({ id, wish }, (error) => {
        if (error !== null && child === asked) end(noReplay(error));
      });
    } catch (error) {
      end(noReplay(error));
    }
  }

  timers.every(LOOK_MS, () => {
    if (walk === null || child === null) return;
    const isWorking = walk.answer.state === 'working';
    if (isWorking && nowMs() - walk.beganMs > WALK_MS) end(TOO_LONG);
    else if (nowMs() - walk.askedMs > (isWorking ? ASKER_MS * 3 : IDLE_MS)) {
      end(DIED);
      walk = null;
    }
  });

  return {
    ask(wish, asker) {
      const name = JSON.stringify([wish.ticker, wish.at, wish.event]);
      if (walk?.name === name && (isSettled(walk.answer) || !walk.isTold)) {
        walk.askedMs = nowMs();
        walk.isTold = walk.answer.state !== 'working';
        return walk.answer;
      }
      const isTaken = walk !== null && walk.answer.state === 'working' && walk.asker !== asker;
      if (walk !== null && isTaken && nowMs() - walk.askedMs < ASKER_MS) return null;
      ids += 1;
      walk = {
        ...{ id: ids, name, asker, answer: BEGUN, isTold: false },
        ...{ beganMs: nowMs(), askedMs: nowMs() },
      };
      send(walk.id, wish);
      walk.isTold = walk.answer.state !== 'working';
      return walk.answer;
    },
    close: () => end(DIED),
  };
}
