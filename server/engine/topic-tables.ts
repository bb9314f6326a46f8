// Turns whole tables into snapshots and deltas with a sequence, one table a topic. In: rows. Out: topic messages.
import {
  type TopicDelta,
  type TopicMessage,
  type TopicSnapshot,
  WIRE_VERSION,
} from '#lib/wire/envelope.ts';
import type { TopicName, TopicRows } from '#lib/wire/topics.ts';

interface Table {
  seq: number;
  rows: Record<string, unknown>;
  /** JSON text of each row as last sent: equal text = nothing to say. */
  texts: Map<string, string>;
}

export interface TopicTables {
  /** Replaces the rows of a topic and publishes what changed; publishes nothing when nothing did. */
  set<Name extends TopicName>(
    topic: Name,
    rows: Readonly<Record<string, TopicRows[Name]>>,
    at: number,
  ): void;
  snapshot<Name extends TopicName>(topic: Name, at: number): TopicSnapshot<Name>;
}

/** `boot` marks this engine start; sequences of different boots never mix. */
export function createTopicTables(
  boot: string,
  publish: (message: TopicMessage) => void,
): TopicTables {
  const tables = new Map<TopicName, Table>();
  const tableOf = (topic: TopicName): Table => {
    const known = tables.get(topic);
    if (known) return known;
    const fresh: Table = { seq: 0, rows: {}, texts: new Map() };
    tables.set(topic, fresh);
    return fresh;
  };
  return {
    set(topic, rows, at) {
      const table = tableOf(topic);
      const set: Record<string, TopicRows[typeof topic]> = {};
      let changed = false;
      for (const [key, row] of Object.entries(rows)) {
        const text = JSON.stringify(row);
        if (table.texts.get(key) === text) continue;
        table.texts.set(key, text);
        set[key] = row as TopicRows[typeof topic];
        changed = true;
      }
      const del = Object.keys(table.rows).filter((key) => !Object.hasOwn(rows, key));
      for (const key of del) table.texts.delete(key);
      if (!changed && del.length === 0) return;
      table.rows = rows;
      table.seq += 1;
      const delta: TopicDelta = {
        v: WIRE_VERSION,
        kind: 'delta',
        topic,
        boot,
        seq: table.seq,
        at,
        set,
        del,
      };
      publish(delta);
    },
    snapshot(topic, at) {
      const table = tableOf(topic);
      return {
        v: WIRE_VERSION,
        kind: 'snapshot',
        topic,
        boot,
        seq: table.seq,
        at,
        rows: table.rows as Readonly<Record<string, TopicRows[typeof topic]>>,
      };
    },
  };
}
