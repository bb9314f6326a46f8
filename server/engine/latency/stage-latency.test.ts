// The way of an order through the stages: each measured once, what has no end is not counted.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { venueOrderId } from '#lib/domain/ids.ts';
import { monoNs } from '#lib/domain/instant.ts';
import type { Report } from '#lib/domain/report.ts';
import { verdictToOrder } from '#server/core/4-gate/verdict-to-order.ts';
import { fillOf, requestOf, START } from '#server/core/5-execution/testing/venue-reports.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import type { LedgerStore } from '#server/ports/ledger-store.ts';
import { createStageLatency } from './stage-latency.ts';
import { timedStore } from './timed-store.ts';

const ms = (value: number) => monoNs(value * 1e6);
const TICK: EventBody = {
  kind: 'tick',
  tick: { kind: 'spot-status', system: 'online', pair: 'online' },
};

function sendOf(name: string): Effect {
  const { clientOrderId, orderGroupId, ...intent } = requestOf(name);
  const order = verdictToOrder({
    intent,
    clientOrderId,
    orderGroupId,
    approvalId: null,
    at: START,
  });
  return { kind: 'commit-then-send', order };
}

function setUp() {
  const latency = createStageLatency();
  const at = (atMs: number, body: EventBody, effects: readonly Effect[] = [], tookMs = 0) => {
    const event: CoreEvent = { seq: 1, at: START, mono: ms(atMs), ...body };
    latency.step(event, effects, { begunAt: ms(atMs + 1), doneAt: ms(atMs + 1 + tookMs) });
  };
  const report = (atMs: number, body: Report) => at(atMs, { kind: 'report', report: body });
  const { clientOrderId } = requestOf('c-1');
  return {
    at,
    latency,
    send: (atMs: number) => at(atMs, TICK, [sendOf('c-1')], 2),
    stored: (atMs: number, committed = true) =>
      at(atMs, { kind: 'stored', clientOrderId, committed, reason: '' }),
    accept: (atMs: number, filled = 0) =>
      report(atMs, {
        ...{ kind: 'order-accepted', clientOrderId, venueOrderId: venueOrderId('v-1') },
        ...{ filled: count(filled), remaining: count(0), venueAt: START },
      }),
    fill: (atMs: number, source: 'stream' | 'read' = 'stream') =>
      report(atMs, fillOf('t-1', 100, { clientOrderId, source })),
    unknown: (atMs: number) => report(atMs, { kind: 'order-unknown', clientOrderId, cause: '' }),
    counts: () =>
      Object.fromEntries(Object.entries(latency.rows()).map(([id, row]) => [id, row.count])),
  };
}

describe('the stages', () => {
  test('an order is timed from its verdict to disk, to the answer and to its first fill', () => {
    const { send, stored, accept, fill, latency } = setUp();
    send(0);
    stored(10);
    accept(40);
    fill(1_040);
    fill(9_000);
    const rows = latency.rows();
    expect(rows.order).toMatchObject({ count: 1, maxMs: 7 });
    expect(rows.ack).toMatchObject({ count: 1, maxMs: 30 });
    expect(rows.fill).toMatchObject({ count: 1, maxMs: 1_000 });
  });

  test('a market event waits, and its step is timed when it ends in a decision', () => {
    const { at, latency, send } = setUp();
    at(0, TICK, [], 5);
    expect(latency.rows().book).toMatchObject({ count: 1, maxMs: 1 });
    expect(latency.rows().verdict).toMatchObject({ count: 0, p50Ms: null, maxMs: null });
    send(10);
    expect(latency.rows().book.count).toBe(2);
    at(20, { kind: 'timer', timer: 'second' }, [], 5);
    expect(latency.rows().book.count).toBe(2);
  });

  test('an order that was held back, or whose answer nobody knows, leaves no time behind', () => {
    const held = setUp();
    held.send(0);
    held.stored(5, false);
    held.accept(20);
    expect(held.counts()).toMatchObject({ order: 0, ack: 0, fill: 0 });
    const lost = setUp();
    lost.send(0);
    lost.stored(5);
    lost.unknown(5_000);
    lost.fill(6_000);
    expect(lost.counts()).toMatchObject({ order: 1, ack: 0, fill: 0 });
  });

  test('a fill that comes with the answer or before it has no stage of its own; a read one neither', () => {
    for (const overtake of [true, false]) {
      const { send, stored, accept, fill, counts } = setUp();
      send(0);
      stored(5);
      if (overtake) fill(10);
      accept(20, overtake ? 0 : 100);
      fill(500);
      expect(counts()).toMatchObject({ ack: 1, fill: 0 });
    }
    const { send, stored, accept, fill, counts } = setUp();
    send(0);
    stored(5);
    accept(20);
    fill(60_000, 'read');
    expect(counts()).toMatchObject({ ack: 1, fill: 0 });
  });

  test('orders without an end do not pile up: the oldest is let go', () => {
    const { at, stored, counts } = setUp();
    at(0, TICK, [sendOf('c-1')]);
    for (let i = 0; i < 1_000; i++) at(1, TICK, [sendOf(`other-${i}`)]);
    stored(10);
    expect(counts()).toMatchObject({ order: 0 });
  });
});

test('commits are timed when they succeed; the answer is the store’s own', async () => {
  const times: number[] = [];
  let nowMs = 0;
  let isDown = false;
  const store: LedgerStore = {
    commit: () => {
      nowMs += 7;
      return isDown ? Promise.reject(new Error('gone')) : Promise.resolve();
    },
    load: () => Promise.reject(new Error('not asked')),
    healthy: () => !isDown,
    close: () => Promise.resolve(),
  };
  const timed = timedStore(
    store,
    () => nowMs,
    (took) => times.push(took),
  );
  await timed.commit([]);
  isDown = true;
  await expect(timed.commit([])).rejects.toThrow('gone');
  expect(times).toEqual([7]);
  expect(timed.healthy()).toBe(false);
});
