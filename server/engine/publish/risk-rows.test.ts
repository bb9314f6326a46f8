// Limits on the wire: once a second, only on change, with their source, and the exchange's own limit where there is one.
import { describe, expect, test } from 'vitest';
import { addMs, monoNs, type WallMs } from '#lib/domain/instant.ts';
import type { TopicMessage } from '#lib/wire/envelope.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { entering } from '#server/core/journeys/testing/first-entry.ts';
import { createTopicTables } from '../topic-tables.ts';
import { createWorldPublisher, type EngineFacts } from './publish-world.ts';

const FACTS: EngineFacts = {
  build: 'test',
  startedAt: 0,
  eventSeq: 1,
  loopDelayMs: 0,
  queueLength: 0,
  replaySpeed: null,
  modelsLeftOut: [],
};

function setUp() {
  const { driver } = entering();
  const sent: TopicMessage[] = [];
  const tables = createTopicTables('test', (message) => sent.push(message));
  const publisher = createWorldPublisher(tables);
  let seq = 1e6;
  return {
    driver,
    tables,
    count: (topic: string) => sent.filter((message) => message.topic === topic).length,
    publish(at: WallMs, facts: Partial<EngineFacts> = {}) {
      seq += 1;
      const mono = driver.steps.at(-1)?.event.mono ?? monoNs(0);
      const event: CoreEvent = { kind: 'timer', timer: 'second', seq, at, mono };
      publisher.publish(driver.world, event, { ...FACTS, ...facts });
    },
  };
}

describe('limits on the wire', () => {
  test('they are told at most once a second, and again only when something changed', () => {
    const { driver, publish, count } = setUp();
    const at = driver.now();
    publish(at);
    publish(addMs(at, 100));
    publish(addMs(at, 1_000));
    expect(count('risk')).toBe(1);
    expect(count('limits')).toBe(1);
    driver.seconds(20);
    publish(driver.now());
    expect(count('risk')).toBe(2);
    expect(count('limits')).toBe(1);
  });

  test('the limits in force come with their source and the next pause', () => {
    const { driver, publish, tables } = setUp();
    publish(driver.now(), { limitsSource: { kind: 'file', path: '/home/limits.json' } });
    const row = tables.snapshot('limits', driver.now()).rows['engine'];
    expect(row).toMatchObject({
      limits: driver.world.limits,
      source: { kind: 'file', path: '/home/limits.json' },
      isCalendarNeeded: false,
    });
    expect(row?.pause.startsAt).toBeGreaterThan(driver.now());
  });

  test('what the exchange lets us write is a limit where something is sent, and no row elsewhere', () => {
    const { driver, publish, tables } = setUp();
    publish(driver.now());
    const writes = () => tables.snapshot('risk', driver.now()).rows['exchangeWrites'];
    expect(writes()).toBeUndefined();
    publish(addMs(driver.now(), 1_000), {
      writeUse: { spent: 30, forOrders: 80, capacity: 100 },
    });
    expect(writes()).toMatchObject({
      used: 30,
      limit: 80,
      unit: 'tokens',
      text: 'Of 100 tokens 20 are kept for cancels and the kill',
    });
  });
});
