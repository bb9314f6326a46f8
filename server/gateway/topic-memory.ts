// The last table of every topic, and how long ago the engine spoke of it. In: topic messages. Out: snapshots with their age.
import { elapsedMs, type MonoNs } from '#lib/domain/instant.ts';
import {
  applyTopic,
  type TopicMessage,
  type TopicSnapshot,
  type TopicTable,
  WIRE_VERSION,
} from '#lib/wire/envelope.ts';
import type { TopicName } from '#lib/wire/topics.ts';

export interface TopicMemory {
  /** False when it does not follow what is kept: ask for the whole table. */
  take(message: TopicMessage): boolean;
  /** As they stand here, each with its age; a topic never heard of is left out. */
  snapshots(topics: readonly TopicName[]): readonly TopicSnapshot[];
}

/** `mono`: a clock that does not step. */
export function createTopicMemory(mono: () => MonoNs): TopicMemory {
  const kept = new Map<TopicName, { readonly table: TopicTable; readonly heardAt: MonoNs }>();
  return {
    take(message) {
      const table = applyTopic(kept.get(message.topic)?.table ?? null, message);
      if (table !== null) kept.set(message.topic, { table, heardAt: mono() });
      return table !== null;
    },
    snapshots(topics) {
      const now = mono();
      const found: TopicSnapshot[] = [];
      for (const topic of topics) {
        const entry = kept.get(topic);
        if (entry === undefined) continue;
        const ageMs = elapsedMs(entry.heardAt, now);
        found.push({ v: WIRE_VERSION, kind: 'snapshot', topic, ...entry.table, ageMs });
      }
      return found;
    },
  };
}
