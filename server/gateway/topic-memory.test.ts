// What the gateway keeps for a page that opens later, and how old it says that is.
import { expect, test } from 'vitest';
import { monoNs } from '#lib/domain/instant.ts';
import type { TopicMessage } from '#lib/wire/envelope.ts';
import { createTopicMemory } from './topic-memory.ts';

const empty = { v: 1, boot: 'a', at: 5, set: {}, del: [], topic: 'alarms' } as const;
const whole: TopicMessage = { ...empty, kind: 'snapshot', seq: 3, rows: {} };
const delta = (seq: number): TopicMessage => ({ ...empty, kind: 'delta', seq });

test('I35 a table that was heard before the engine hung says how long ago that was', () => {
  let nowMs = 1_000;
  const memory = createTopicMemory(() => monoNs(nowMs * 1e6));
  expect(memory.take(whole)).toBe(true);
  nowMs += 400;
  expect(memory.take(delta(4))).toBe(true);
  nowMs += 60_000;
  expect(memory.snapshots(['alarms', 'orders'])).toEqual([
    { v: 1, kind: 'snapshot', topic: 'alarms', boot: 'a', seq: 4, at: 5, rows: {}, ageMs: 60_000 },
  ]);
});

test('what does not follow changes nothing and makes nothing younger', () => {
  let nowMs = 0;
  const memory = createTopicMemory(() => monoNs(nowMs * 1e6));
  expect(memory.take(delta(1))).toBe(false);
  memory.take(whole);
  nowMs = 700;
  expect(memory.take(delta(9))).toBe(false);
  expect(memory.snapshots(['alarms'])).toMatchObject([{ seq: 3, ageMs: 700 }]);
});
