// Routing: gaps ask for snapshots, warm events are never batched, strangers are refused.
import { describe, expect, it } from 'vitest';
import type { TopicName } from '#lib/wire/topics.ts';
import { createLiveStore } from './live-store.ts';
import { createRouter } from './route-message.ts';

function setUp() {
  const store = createLiveStore(() => {});
  const resynced: TopicName[][] = [];
  const cached: unknown[] = [];
  const boots: string[] = [];
  const stamps: number[] = [];
  const ages: number[] = [];
  let foreign = 0;
  const route = createRouter({
    store,
    queryClient: {
      setQueryData: (_key: unknown, data: unknown) => {
        cached.push(data);
        return undefined;
      },
    },
    observe: (at, ageMs) => {
      stamps.push(at);
      ages.push(ageMs);
    },
    resync: (topics) => resynced.push([...topics]),
    onForeignVersion: () => {
      foreign += 1;
    },
    onNewBoot: (boot) => boots.push(boot),
  });
  return { store, route, resynced, cached, boots, stamps, ages, foreign: () => foreign };
}

const ALARM = { id: 'x', at: 1, severity: 'info', code: 'c', text: 't' };

function alarms(seq: number, boot = 'a') {
  return { v: 1, kind: 'delta', topic: 'alarms', boot, seq, at: 7, set: { x: ALARM }, del: [] };
}

function snapshot(topic: TopicName, seq: number, boot = 'a') {
  return { v: 1, kind: 'snapshot', topic, boot, seq, at: 5, rows: {} };
}

describe('route message', () => {
  it('a gap asks for a snapshot of that topic only, and its late stamp is not believed', () => {
    const { route, resynced, stamps } = setUp();
    route(snapshot('alarms', 1));
    route(alarms(3));
    expect(resynced).toEqual([['alarms']]);
    expect(stamps).toEqual([5]);
  });

  it('I35 a kept snapshot is as old as its sender says, everything else is of this moment', () => {
    const { route, ages } = setUp();
    route({ ...snapshot('alarms', 1), ageMs: 9_000 });
    route(snapshot('orders', 1));
    route(alarms(2));
    expect(ages).toEqual([9_000, 0, 0]);
  });

  it('a delta that a snapshot has overtaken is dropped without asking for another', () => {
    const { route, resynced, cached } = setUp();
    route(snapshot('alarms', 4));
    route(alarms(4));
    expect([resynced, cached.length]).toEqual([[], 1]);
  });

  it('every warm event reaches the query cache at once', () => {
    const { route, cached } = setUp();
    route(snapshot('alarms', 1));
    route(alarms(2));
    route(alarms(3));
    expect(cached).toHaveLength(3);
  });

  it('hot topics stay out of the query cache', () => {
    const { route, cached } = setUp();
    route(snapshot('spot', 1));
    expect(cached).toEqual([]);
  });

  it('a new engine boot is announced once', () => {
    const { route, boots } = setUp();
    route(snapshot('alarms', 1));
    route(snapshot('alarms', 1, 'b'));
    route(snapshot('spot', 1, 'b'));
    expect(boots).toEqual(['b']);
  });

  it('another wire version is reported and not applied', () => {
    const { route, store, foreign } = setUp();
    route({ ...snapshot('alarms', 1), v: 2 });
    expect(foreign()).toBe(1);
    expect(store.rawTable('alarms')).toBeNull();
  });

  it('garbage changes nothing', () => {
    const { route, store, resynced, foreign } = setUp();
    const inputs = [
      null,
      'text',
      [],
      {},
      { v: 1, kind: 'delta', topic: 'nonsense' },
      { ...snapshot('spot', 1), seq: 1.5 },
      { ...snapshot('spot', 1), rows: null },
      { ...alarms(1), del: 'x' },
    ];
    for (const input of inputs) route(input);
    expect(store.rawTable('alarms')).toBeNull();
    expect(store.rawTable('spot')).toBeNull();
    expect([resynced, foreign()]).toEqual([[], 0]);
  });
});
