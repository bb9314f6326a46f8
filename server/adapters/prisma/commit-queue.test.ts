// The commit queue and health, with a database made of promises: order, grouping, refusals and silence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoreRecord } from '#lib/domain/record.ts';
import { type Batch, createCommitQueue, GIVE_UP_MS } from './commit-queue.ts';
import { createHealth } from './health.ts';

const batch = (name: string): Batch => [
  { kind: 'audit', at: 0, by: '', action: name, detail: '' } satisfies StoreRecord,
];
const nameOf = ([record]: Batch) => (record?.kind === 'audit' ? record.action : '');

type Answer = 'yes' | 'refused' | 'silence' | 'lost-after-commit';

/** A database that answers each transaction by `answer`; `rows` is what is on its disk, each name once. */
function fakeDatabase(answer: (names: readonly string[], attempt: number) => Answer) {
  const rows: string[] = [];
  const outcomes: boolean[] = [];
  let attempts = 0;
  let ms = 0;
  const queue = createCommitQueue({
    now: () => ms,
    pause: async () => {
      ms += 50;
    },
    isRefusal: (error) => error instanceof RangeError,
    onOutcome: (answered) => outcomes.push(answered),
    run: async (batches) => {
      const names = batches.map(nameOf);
      const reply = answer(names, attempts++);
      await Promise.resolve();
      if (reply === 'refused') throw new RangeError('refused');
      if (reply === 'silence') ms += 1_000;
      else for (const name of names) if (!rows.includes(name)) rows.push(name);
      if (reply !== 'yes') throw new Error('connection lost');
    },
  });
  return { queue, rows, outcomes, attempts: () => attempts };
}

describe('commit queue', () => {
  test('batches that wait share a transaction, and the order stays', async () => {
    const db = fakeDatabase(() => 'yes');
    const names = Array.from({ length: 40 }, (_, i) => `b${i}`);
    await Promise.all(names.map((name) => db.queue.add(batch(name))));
    expect(db.rows).toEqual(names);
    expect(db.attempts()).toBe(3);
    expect(db.queue.oldestMs()).toBe(0);
  });

  test('F49 of batches refused together only the bad ones fail', async () => {
    const db = fakeDatabase((names) =>
      names.some((name) => name.startsWith('bad')) ? 'refused' : 'yes',
    );
    const names = ['first', 'a', 'bad-1', 'b', 'bad-2', 'c'];
    const results = await Promise.allSettled(names.map((name) => db.queue.add(batch(name))));
    expect(results.map((each) => each.status === 'fulfilled')).toEqual(
      names.map((name) => !name.startsWith('bad')),
    );
    expect(db.rows).toEqual(['first', 'a', 'b', 'c']);
    expect(db.outcomes.every(Boolean)).toBe(true);
  });

  test('F89 a commit whose answer was lost is settled by writing again, once on disk', async () => {
    const db = fakeDatabase((_, attempt) => (attempt === 0 ? 'lost-after-commit' : 'yes'));
    await db.queue.add(batch('one'));
    expect(db.rows).toEqual(['one']);
    expect(db.outcomes).toEqual([false, true]);
  });

  test('F87 silence is given up in bounded time, and never reported as committed', async () => {
    const db = fakeDatabase(() => 'silence');
    const results = await Promise.allSettled([db.queue.add(batch('a')), db.queue.add(batch('b'))]);
    expect(results.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    expect(db.attempts()).toBeLessThanOrEqual(2 * (GIVE_UP_MS / 1_000 + 2));
    expect(db.rows).toEqual([]);
  });

  test('whatever the database does, yes means on disk and the disk keeps the order', async () => {
    const answers = fc.array(
      fc.constantFrom<Answer>('yes', 'refused', 'silence', 'lost-after-commit'),
      {
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(answers, fc.integer({ min: 1, max: 50 }), async (script, size) => {
        const db = fakeDatabase((_, attempt) => script[attempt] ?? 'yes');
        const names = Array.from({ length: size }, (_, i) => `b${i}`);
        const results = await Promise.allSettled(names.map((name) => db.queue.add(batch(name))));
        const acknowledged = names.filter((_, i) => results[i]?.status === 'fulfilled');
        expect(db.rows).toEqual(expect.arrayContaining(acknowledged));
        expect(db.rows).toEqual(names.filter((name) => db.rows.includes(name)));
        await db.queue.drained();
      }),
      { numRuns: 300 },
    );
  });
});

describe('health', () => {
  test('a missing answer is unhealthy until a probe writes again; only one probe runs at a time', async () => {
    const probes: ((works: boolean) => void)[] = [];
    const health = createHealth({
      deadlineMs: 2_000,
      probe: () =>
        new Promise<void>((resolve, reject) =>
          probes.push((works) => (works ? resolve() : reject(new Error('disk full')))),
        ),
    });
    expect(health.ok(0)).toBe(true);
    expect(health.ok(2_001)).toBe(false);
    health.note(false);
    expect([health.ok(0), health.ok(0)]).toEqual([false, false]);
    expect(probes).toHaveLength(1);
    probes[0]?.(false);
    await new Promise(setImmediate);
    expect(health.ok(0)).toBe(false);
    probes[1]?.(true);
    await new Promise(setImmediate);
    expect(health.ok(0)).toBe(true);
    health.leaseLost(true);
    health.note(true);
    expect(health.ok(0)).toBe(false);
    health.leaseLost(false);
    expect(health.ok(0)).toBe(true);
  });
});
