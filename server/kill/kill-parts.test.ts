// The parts of the stop: the clock compared, calls with an end, steps noted in bounded number.
import { describe, expect, test } from 'vitest';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { createManualTime } from '#server/engine/testing/manual-time.ts';
import { createKillNotes } from './kill-notes.ts';
import { createClockMemory } from './venue-clock.ts';
import { hedged, within } from './within.ts';

const START = 1_000_000;

describe('the comparison of clocks', () => {
  const memory = () => {
    const time = { wallAt: START, monoAt: 500_000 };
    const held = createClockMemory({
      wall: () => wallMs(time.wallAt),
      mono: () => monoNs(time.monoAt * 1e6),
    });
    const note = (offsetMs: number, errorMs: number, connection: 'kalshi' | 'kraken' = 'kalshi') =>
      held.note({ kind: 'clock', connection, offsetMs, errorMs });
    const pass = (ms: number) => {
      time.wallAt += ms;
      time.monoAt += ms;
    };
    return { held, time, note, pass, offset: () => held.venueClock()?.offsetMs ?? null };
  };

  test('starts unknown and keeps the better one of Kalshi for a minute', () => {
    const { held, note, pass, offset } = memory();
    expect(offset()).toBeNull();
    note(7, 5, 'kraken');
    expect(held.venueClock()).toBeNull();
    held.note({ kind: 'bad-frame', connection: 'kalshi', reason: 'x' });
    expect(held.venueClock()).toBeNull();
    note(10, 5);
    expect(held.venueClock()).toEqual({ offsetMs: 10, errorMs: 5 });
    note(11, 6);
    expect(offset()).toBe(10);
    note(12, 5);
    expect(offset()).toBe(12);
    pass(60_000);
    note(13, 9);
    expect(offset()).toBe(12);
    pass(1);
    note(14, 9);
    expect(offset()).toBe(14);
  });

  test('F96 a step of our clock by more than 20 ms, either way, makes it unknown until compared anew', () => {
    for (const sign of [1, -1]) {
      const { time, note, offset } = memory();
      note(10, 5);
      time.wallAt += sign * 20;
      note(11, 6);
      expect(offset()).toBe(10);
      time.wallAt += sign;
      expect(offset()).toBeNull();
      note(31, 50);
      expect(offset()).toBe(31);
    }
  });
});

describe('a call with an end', () => {
  const never = () => new Promise<Result<string>>(() => undefined);

  test.each([
    [0, 500],
    [2, 500],
    [3, 1_000],
    [5, 2_000],
    [7, 6_000],
    [99, 6_000],
  ])('of round %i is given up after %i ms', async (round, ms) => {
    const time = createManualTime();
    let answer: Result<string> | null = null;
    const done = within(
      time.timers,
      round,
    )(never).then((each) => {
      answer = each;
    });
    await time.pass(ms - 1);
    expect(answer).toBeNull();
    await time.pass(1);
    await done;
    expect(answer).toEqual(fail(`no answer within ${ms} ms`));
  });

  test('hands on what was answered or thrown and leaves no timer behind', async () => {
    const time = createManualTime();
    const call = within(time.timers, 0);
    expect(await call(async () => ok('yes'))).toEqual(ok('yes'));
    expect(await call(async () => fail('no'))).toEqual(fail('no'));
    expect(await call(() => Promise.reject(new Error('broken')))).toEqual(fail('broken'));
    expect(await call(() => Promise.reject('a text'))).toEqual(fail('a text'));
    expect(time.pending()).toBe(0);
  });

  test('of a read is asked a second time after a quarter second, or at once when it failed', async () => {
    const time = createManualTime();
    let asked = 0;
    const slow = hedged(
      time.timers,
      0,
    )(() => {
      asked += 1;
      return asked === 1 ? never() : Promise.resolve(ok('second'));
    });
    await time.pass(249);
    expect(asked).toBe(1);
    await time.pass(1);
    expect(await slow).toEqual(ok('second'));
    asked = 0;
    const failed = await hedged(
      time.timers,
      0,
    )(async () => {
      asked += 1;
      return asked === 1 ? fail('lost') : ok('again');
    });
    expect([failed, asked]).toEqual([ok('again'), 2]);
    asked = 0;
    await hedged(
      time.timers,
      0,
    )(async () => {
      asked += 1;
      return ok('first');
    });
    expect(asked).toBe(1);
  });

  test('of a read fails only when both have failed', async () => {
    const time = createManualTime();
    let asked = 0;
    const answer = await hedged(
      time.timers,
      0,
    )(async () => {
      asked += 1;
      return fail(`no ${asked}`);
    });
    expect(answer).toEqual(fail('no 2'));
  });
});

describe('the notes of a kill', () => {
  const LATCH: KillLatch = {
    ...{ id: 'k', at: wallMs(START), by: 'ann', reason: 'test', steps: [], confirmedAt: null },
  };
  const notes = () => {
    const time = createManualTime(START);
    const told: string[] = [];
    const kept = createKillNotes(LATCH, time.clock, (step) =>
      told.push(`${step.kind === 'kill-step' ? step.step : step.kind}:${step.resting}`),
    );
    return { time, told, kept, steps: () => kept.latch().steps.map((each) => each.name) };
  };

  test('carry name, time and words, and only a confirmation confirms', async () => {
    const { time, told, kept } = notes();
    kept.note('cancel-all', 'accepted');
    await time.pass(5);
    kept.note('first-read', '2 resting', 2);
    expect(kept.latch()).toEqual({
      ...LATCH,
      steps: [
        { name: 'cancel-all', at: START, detail: 'accepted' },
        { name: 'first-read', at: START + 5, detail: '2 resting' },
      ],
    });
    kept.note('confirmed', 'both agree');
    kept.note('verified', 'still');
    expect(kept.latch().confirmedAt).toBe(START + 5);
    expect(told).toEqual(['cancel-all:null', 'first-read:2', 'confirmed:null', 'verified:null']);
  });

  test('are forty in full, then one a minute of each kind', async () => {
    const { time, kept, steps } = notes();
    for (let each = 0; each < 39; each += 1) kept.note('failed', 'x');
    kept.note('first-read', 'x');
    kept.note('failed', 'too soon');
    kept.note('second-read', 'a new kind');
    expect(steps()).toHaveLength(41);
    await time.pass(59_999);
    kept.note('failed', 'still too soon');
    expect(steps()).toHaveLength(41);
    await time.pass(1);
    kept.note('failed', 'now');
    expect(steps().slice(40)).toEqual(['second-read', 'failed']);
  });

  test('F119 a cancel-all that was not noted is noted before the confirmation, at its own time', async () => {
    const { time, kept, told } = notes();
    for (let each = 0; each < 40; each += 1) kept.note('cancel-all', `${each}`);
    await time.pass(10);
    kept.note('cancel-all', 'the last one');
    await time.pass(10);
    kept.note('confirmed', 'yes');
    kept.note('confirmed', 'yes again');
    // A confirmation is never left out, however soon it follows another.
    const ends = kept.latch().steps.slice(40);
    expect(ends.map(({ name, at }) => `${name} ${at - START}`)).toEqual([
      'cancel-all 10',
      'confirmed 20',
      'confirmed 20',
    ]);
    expect(kept.latch().steps[40]?.detail).toBe('the last one');
    expect(told.slice(40, 42)).toEqual(['cancel-all:null', 'confirmed:null']);
  });

  test('F119 only a cancel-all is held back for the confirmation, and for nothing earlier', () => {
    const { kept, steps } = notes();
    for (let each = 0; each < 40; each += 1) kept.note('failed', 'x');
    kept.note('failed', 'too soon');
    kept.note('confirmed', 'yes');
    expect(steps().slice(40)).toEqual(['confirmed']);
    const other = notes();
    for (let each = 0; each < 40; each += 1) other.kept.note('cancel-all', 'x');
    other.kept.note('cancel-all', 'held back');
    other.kept.note('first-read', '0 resting', 0);
    expect(other.steps().slice(40)).toEqual(['first-read']);
    other.kept.note('confirmed', 'yes');
    expect(other.steps().slice(41)).toEqual(['cancel-all', 'confirmed']);
  });

  test('a cancel-all noted later on takes the place of the one held back', async () => {
    const { time, kept, steps } = notes();
    for (let each = 0; each < 40; each += 1) kept.note('cancel-all', 'x');
    kept.note('cancel-all', 'held back');
    await time.pass(60_000);
    kept.note('cancel-all', 'noted');
    kept.note('confirmed', 'yes');
    expect(steps().slice(40)).toEqual(['cancel-all', 'confirmed']);
  });
});
