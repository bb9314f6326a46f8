// The bounds of the replay beside the console: one at a time, ended when it takes too long, dies or nobody asks.
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { MomentAnswer, MomentWish } from '#lib/wire/moment-http.ts';
import { createMomentReader, type MomentChild } from './moment-reader.ts';

const WISH: MomentWish = { at: 5, event: null, ticker: 'T' };

interface Sent {
  readonly id: number;
  readonly wish: MomentWish;
}

function scene() {
  let nowMs = 0;
  let tick = (): void => undefined;
  let isBroken = false;
  const children: {
    sent: Sent[];
    /** What each message is told about its delivery. */
    delivered: ((error: Error | null) => void)[];
    isKilled: boolean;
    events: EventEmitter;
  }[] = [];
  const reader = createMomentReader({
    clock: { wall: () => wallMs(nowMs), mono: () => monoNs(nowMs * 1e6) },
    timers: {
      after: () => () => undefined,
      every: (_, run) => {
        tick = run;
        return () => undefined;
      },
    },
    start: () => {
      if (isBroken) throw new Error('no more processes');
      const child: (typeof children)[number] = {
        ...{ sent: [], delivered: [], isKilled: false, events: new EventEmitter() },
      };
      children.push(child);
      const face: MomentChild = {
        send: (asked: unknown, told?: unknown) => {
          child.delivered.push(told as never);
          return child.sent.push(asked as never) > 0;
        },
        kill: () => {
          child.isKilled = true;
          return true;
        },
        on: (event: string, listener: (...given: never[]) => void) =>
          child.events.on(event, listener as () => void),
      };
      return face;
    },
  });
  return {
    reader,
    children,
    breakStart(value: boolean) {
      isBroken = value;
    },
    pass(ms: number) {
      nowMs += ms;
      tick();
    },
    say: (answer: MomentAnswer) =>
      children.at(-1)?.events.emit('message', { id: children.at(-1)?.sent.at(-1)?.id, answer }),
  };
}

const NOT_RECORDED: MomentAnswer = { state: 'not-recorded', text: 'the journal is empty' };

test('a wish begins one walk; asking again tells how far it is', () => {
  const { reader, children, say } = scene();
  expect(reader.ask(WISH, 'a')).toMatchObject({ state: 'working' });
  expect(reader.ask(WISH, 'a')).toMatchObject({ state: 'working' });
  expect(children.map(({ sent }) => sent.length)).toEqual([1]);
  say(NOT_RECORDED);
  expect(reader.ask(WISH, 'a')).toEqual(NOT_RECORDED);
});

test('while one session waits another is told so, until the first has gone away', () => {
  const { reader, children, pass } = scene();
  reader.ask(WISH, 'a');
  expect(reader.ask({ ...WISH, at: 6 }, 'b')).toBeNull();
  pass(6_000);
  expect(reader.ask({ ...WISH, at: 6 }, 'b')).toMatchObject({ state: 'working' });
  expect(children).toHaveLength(1);
});

test('an answer to an earlier wish is not taken for that of the newest', () => {
  const { reader, children } = scene();
  reader.ask(WISH, 'a');
  reader.ask({ ...WISH, at: 6 }, 'a');
  children[0]?.events.emit('message', { id: 1, answer: NOT_RECORDED });
  expect(reader.ask({ ...WISH, at: 6 }, 'a')).toMatchObject({ state: 'working' });
});

test('F94 a walk beyond its time is ended and says so', () => {
  const { reader, children, pass } = scene();
  const answers: (MomentAnswer | null)[] = [];
  for (let round = 0; round < 62; round++) {
    answers.push(reader.ask(WISH, 'a'));
    pass(10_000);
  }
  expect(children[0]?.isKilled).toBe(true);
  expect(answers).toContainEqual(expect.objectContaining({ state: 'failed' }));
});

test('F94 a process that dies says so once, and asking again begins a new one', () => {
  const { reader, children } = scene();
  reader.ask(WISH, 'a');
  children[0]?.events.emit('exit');
  expect(reader.ask(WISH, 'a')).toMatchObject({ state: 'failed' });
  expect(reader.ask(WISH, 'a')).toMatchObject({ state: 'working' });
  expect(children).toHaveLength(2);
});

test('F94 a process that cannot be started is a failed walk, and asking again tries anew', () => {
  const { reader, children, breakStart } = scene();
  breakStart(true);
  expect(reader.ask(WISH, 'a')).toEqual({
    ...{ state: 'failed', text: 'the replay could not be run: no more processes' },
  });
  expect(reader.ask({ ...WISH, at: 6 }, 'b')).toMatchObject({ state: 'failed' });
  breakStart(false);
  expect(reader.ask(WISH, 'a')).toMatchObject({ state: 'working' });
  expect(children).toHaveLength(1);
});

test('F94 an error of the process, or of a message to it, ends the walk with its reason', () => {
  const { reader, children } = scene();
  reader.ask(WISH, 'a');
  children[0]?.events.emit('error', new Error('spawn failed'));
  expect(reader.ask(WISH, 'a')).toMatchObject({
    state: 'failed',
    text: expect.stringContaining('spawn failed'),
  });
  reader.ask(WISH, 'a');
  children[1]?.delivered[0]?.(null);
  expect(reader.ask(WISH, 'a')).toMatchObject({ state: 'working' });
  children[1]?.delivered[0]?.(new Error('channel closed'));
  expect(children[1]?.isKilled).toBe(true);
  expect(reader.ask(WISH, 'a')).toMatchObject({
    state: 'failed',
    text: expect.stringContaining('channel closed'),
  });
});

test('F94 when nobody asks any more the process is ended', () => {
  const { reader, children, pass, say } = scene();
  reader.ask(WISH, 'a');
  say(NOT_RECORDED);
  pass(60_000);
  expect(children[0]?.isKilled).toBe(false);
  pass(61_000);
  expect(children[0]?.isKilled).toBe(true);
});
