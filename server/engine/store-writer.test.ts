// The one way to the database: order, refusals, intents that must not wait, and what a poison batch may do.
import { describe, expect, test } from 'vitest';
import type { StoreRecord } from '#lib/domain/record.ts';
import { createStoreWriter } from './store-writer.ts';
import { createManualTime } from './testing/manual-time.ts';

function note(action: string): StoreRecord {
  return { kind: 'audit', at: 0, by: 'test', action, detail: '{}' };
}

function setUp(refuses: (actions: readonly string[]) => boolean) {
  const time = createManualTime();
  const written: string[] = [];
  const stuck: string[] = [];
  let commits = 0;
  const writer = createStoreWriter({
    store: {
      commit: async (records) => {
        commits += 1;
        const actions = records.map((each) => (each.kind === 'audit' ? each.action : each.kind));
        await Promise.resolve();
        if (refuses(actions)) throw new Error('refused');
        written.push(...actions);
      },
      load: () => Promise.reject(new Error('not here')),
      healthy: () => true,
      close: async () => undefined,
    },
    nowMs: () => time.clock.mono() / 1e6,
    after: (ms, run) => time.timers.after(ms, run),
    onFailure: () => undefined,
    onStuck: (reason) => stuck.push(reason),
  });
  return { time, written, stuck, writer, commits: () => commits };
}

describe('store writer', () => {
  test('what waits together is one transaction, in order', async () => {
    const { time, written, writer, commits } = setUp(() => false);
    writer.persist([note('a')]);
    writer.persist([note('b')]);
    await writer.commit([note('c')]);
    await time.pass(0);
    expect(written).toEqual(['a', 'b', 'c']);
    expect(commits()).toBe(2);
  });

  test('a refused intent drags no innocent record with it: all others are written once and in order', async () => {
    const { time, written, writer } = setUp((actions) => actions.includes('bad-intent'));
    writer.persist([note('a')]);
    writer.persist([note('b')]);
    const bad = writer.commit([note('bad-intent')]);
    writer.persist([note('c')]);
    const good = writer.commit([note('good-intent')]);
    await expect(bad).rejects.toThrow('refused');
    await good;
    await time.pass(0);
    expect(written).toEqual(['a', 'b', 'c', 'good-intent']);
    expect(writer.healthy()).toBe(true);
  });

  test('F87 a poison batch holds everything behind it, fails intents at once, is told once, and reads as unhealthy', async () => {
    const { time, written, stuck, writer } = setUp((actions) => actions.includes('poison'));
    writer.persist([note('a')]);
    writer.persist([note('poison')]);
    writer.persist([note('b')]);
    const intent = writer.commit([note('intent')]);
    await expect(intent).rejects.toThrow();
    await time.pass(5_000);
    expect(written).toEqual(['a']);
    expect(stuck).toHaveLength(1);
    expect(writer.healthy()).toBe(false);
    await expect(writer.commit([note('later')])).rejects.toThrow('does not accept');
    expect(writer.waiting()).toBe(2);
  });

  test('F87 a store that comes back gets everything it missed, in order, exactly once', async () => {
    let isDown = true;
    const { time, written, writer } = setUp(() => isDown);
    writer.persist([note('a')]);
    writer.persist([note('b')]);
    await time.pass(3_000);
    writer.persist([note('c')]);
    isDown = false;
    await time.pass(2_000);
    expect(written).toEqual(['a', 'b', 'c']);
    expect(writer.healthy()).toBe(true);
    await writer.commit([note('intent')]);
    expect(written.at(-1)).toBe('intent');
  });

  test('settle says whether everything became durable in time', async () => {
    const { time, writer } = setUp((actions) => actions.includes('poison'));
    expect(await writer.settle(100)).toBe(true);
    writer.persist([note('poison')]);
    const settled = writer.settle(1_000);
    await time.pass(1_000);
    expect(await settled).toBe(false);
  });
});
