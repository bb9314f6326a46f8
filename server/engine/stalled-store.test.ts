// The ledger's I/O stands beside the decision loop: while the store hangs, every event is judged and every timer kept.
import { describe, expect, test } from 'vitest';
import { commandId } from '#lib/domain/ids.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { EventBody } from '#server/core/event.ts';
import { createLoop } from './loop.ts';
import { createStoreWriter } from './store-writer.ts';
import { createManualTime, settlePromises } from './testing/manual-time.ts';

const RECORD: StoreRecord = {
  kind: 'audit',
  at: 1,
  by: 'operator',
  action: 'test',
  detail: '{}',
};
const TIMER: EventBody = { kind: 'timer', timer: 'second' };

/** A loop whose every event wants something stored, over a store that answers only when told. */
function setUp() {
  const { clock, timers } = createManualTime();
  const answers: (() => void)[] = [];
  const committed: number[] = [];
  const writer = createStoreWriter({
    store: {
      commit: (records) =>
        new Promise((resolve) => {
          answers.push(() => {
            committed.push(records.length);
            resolve();
          });
        }),
      load: () => Promise.reject(new Error('not asked')),
      healthy: () => true,
      close: () => Promise.resolve(),
    },
    nowMs: () => clock.mono() / 1e6,
    after: timers.after,
    onFailure: () => undefined,
    onStuck: () => undefined,
  });
  let judged = 0;
  const loop = createLoop({
    clock,
    step: (event) => {
      judged += 1;
      const id = commandId(`c-${event.seq}`);
      return [
        { kind: 'persist', records: [RECORD] },
        { kind: 'reply', reply: { id, ok: true, code: '', text: '', at: event.at } },
      ];
    },
    record: () => undefined,
    carryOut: (effect) => {
      if (effect.kind === 'persist') writer.persist(effect.records);
    },
    onBreach: (error) => {
      throw error;
    },
  });
  return { loop, writer, answers, committed, judged: () => judged };
}

describe('a store that stalls', () => {
  test('F93 a thousand events are judged while one commit hangs, and then all of it is stored in two', async () => {
    const { loop, writer, answers, committed, judged } = setUp();
    for (let i = 0; i < 1_000; i++) loop.push(TIMER);
    loop.drain();
    expect(judged()).toBe(1_000);
    expect(answers).toHaveLength(1);
    expect(writer.waiting()).toBe(999);
    answers[0]?.();
    await settlePromises();
    answers[1]?.();
    await settlePromises();
    expect(committed).toEqual([1, 999]);
    expect(await writer.settle(0)).toBe(true);
  });
});
