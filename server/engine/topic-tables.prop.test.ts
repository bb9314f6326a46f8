// From the engine's tables to a browser's store over a line that loses, repeats and delays: never a state that was not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLiveStore } from '#components/live/live-store.ts';
import { createRouter } from '#components/live/route-message.ts';
import type { TopicMessage } from '#lib/wire/envelope.ts';
import type { ChartRow } from '#lib/wire/market-rows.ts';
import { createTopicTables, type TopicTables } from './topic-tables.ts';

type Rows = Readonly<Record<string, ChartRow>>;

type Act =
  | { readonly kind: 'change'; readonly rows: Rows }
  | { readonly kind: 'deliver' | 'lose' | 'repeat' | 'answer' | 'restart' };

const rows = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.integer({ min: 0, max: 3 }).map((midUsd) => ({ midUsd, indexUsd: null })),
);
const acts = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: rows.map((each): Act => ({ kind: 'change', rows: each })) },
    { weight: 5, arbitrary: fc.constant<Act>({ kind: 'deliver' }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Act>({ kind: 'lose' }, { kind: 'repeat' }, { kind: 'answer' }),
    },
    { weight: 1, arbitrary: fc.constant<Act>({ kind: 'restart' }) },
  ),
  { maxLength: 60 },
);

/** One topic, one browser. The line keeps its order but may lose; a reconnect asks for a snapshot. */
function setUp() {
  let boots = 0;
  let line: TopicMessage[] = [];
  let asked = 0;
  /** Everything the server has ever shown, by boot and sequence. */
  const shown = new Map<string, string>();
  let tables: TopicTables;
  const boot = (): void => {
    boots += 1;
    tables = createTopicTables(`boot-${boots}`, (message) => line.push(message));
    remember();
  };
  const remember = (): void => {
    const { boot: name, seq, rows: now } = tables.snapshot('chart', 0);
    shown.set(`${name} ${seq}`, JSON.stringify(now));
  };
  const store = createLiveStore(() => undefined);
  const route = createRouter({
    store,
    queryClient: { setQueryData: () => undefined },
    observe: () => undefined,
    resync: () => {
      asked += 1;
    },
    onForeignVersion: () => undefined,
    onNewBoot: () => {
      asked += 1;
    },
  });
  boot();
  return {
    change(next: Rows) {
      tables.set('chart', next, 0);
      remember();
    },
    deliver(times: number) {
      const message = line.shift();
      for (let time = 0; message !== undefined && time < times; time++) route(message);
    },
    lose: () => void line.shift(),
    /** The snapshot travels the same line, behind everything sent before it. */
    answer() {
      if (asked > 0) line.push(tables.snapshot('chart', 0));
      asked = 0;
    },
    reconnect() {
      line = [];
      asked = 1;
    },
    restart: boot,
    drain() {
      for (let turn = 0; line.length > 0 || asked > 0; turn++) {
        if (turn > 1_000) throw new Error('the browser asks without end');
        if (line.length === 0) this.answer();
        else this.deliver(1);
      }
    },
    shown,
    table: () => {
      store.flush();
      return store.table('chart');
    },
    server: () => tables.snapshot('chart', 0),
  };
}

describe('tables on their way to a browser', () => {
  test('F110 I35 what a browser shows is always a state the server had, and after a reconnect the present one', () => {
    let healed = 0;
    fc.assert(
      fc.property(acts, (list) => {
        const world = setUp();
        for (const act of list) {
          if (act.kind === 'change') world.change(act.rows);
          else if (act.kind === 'deliver') world.deliver(1);
          else if (act.kind === 'repeat') world.deliver(2);
          else if (act.kind === 'lose') world.lose();
          else if (act.kind === 'answer') world.answer();
          else world.restart();
          const table = world.table();
          if (table === null) continue;
          const then = world.shown.get(`${table.boot} ${table.seq}`);
          expect(JSON.stringify(sorted(table.rows))).toBe(
            JSON.stringify(sorted(JSON.parse(then ?? 'null'))),
          );
        }
        world.reconnect();
        world.drain();
        const now = world.server();
        expect(world.table()).toMatchObject({ boot: now.boot, seq: now.seq });
        expect(sorted(world.table()?.rows ?? {})).toEqual(sorted(now.rows));
        healed += 1;
      }),
      { numRuns: 300 },
    );
    expect(healed).toBe(300);
  });

  test('F110 a lost change is noticed at the next one and asked for again', () => {
    const world = setUp();
    world.reconnect();
    world.drain();
    world.change({ a: { midUsd: 1, indexUsd: null } });
    world.lose();
    world.change({ a: { midUsd: 2, indexUsd: null }, b: { midUsd: 3, indexUsd: null } });
    world.deliver(1);
    expect(world.table()?.rows).toEqual({});
    world.drain();
    expect(world.table()?.rows).toEqual(world.server().rows);
  });
});

function sorted(rows: object): object {
  return Object.fromEntries(
    Object.entries(rows).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
