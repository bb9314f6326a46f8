// Where a received message goes: every topic into the live store, warm topics on into the query cache, gaps to a resync.
import type { QueryClient } from '@tanstack/react-query';
import type { TopicMessage } from '#lib/wire/envelope.ts';
import type { TopicName } from '#lib/wire/topics.ts';
import { isForeignVersion, isTopicMessage } from './decode-message.ts';
import type { LiveStore } from './live-store.ts';

/** Topics whose every event matters on its own: never batched, owned by the query cache. */
const WARM_TOPICS = [
  'orders',
  'fills',
  'positions',
  'approvals',
  'alarms',
  'incidents',
  'checks',
  'lastMarkets',
] as const;
export type WarmTopic = (typeof WARM_TOPICS)[number];

const WARM: ReadonlySet<TopicName> = new Set<TopicName>(WARM_TOPICS);

/** The query key of a topic in the cache. */
export function topicKey(topic: TopicName): readonly ['topic', TopicName] {
  return ['topic', topic];
}

export interface RouteParts {
  readonly store: LiveStore;
  readonly queryClient: Pick<QueryClient, 'setQueryData'>;
  /** A stamp for the engine clock, and how many ms ago it was said. */
  readonly observe: (at: number, ageMs: number) => void;
  /** Asks for fresh snapshots; called again while one is under way it must stay quiet. */
  readonly resync: (topics: readonly TopicName[]) => void;
  readonly onForeignVersion: () => void;
  readonly onNewBoot: (boot: string) => void;
}

/** A delta the newest table already contains: it was overtaken by a snapshot and is no gap. */
function isOvertaken(store: LiveStore, message: TopicMessage): boolean {
  const table = store.rawTable(message.topic);
  return (
    message.kind === 'delta' &&
    table !== null &&
    table.boot === message.boot &&
    message.seq <= table.seq
  );
}

/** Returns the function that takes every `topic` event and every snapshot in a subscribe answer. */
export function createRouter(parts: RouteParts): (input: unknown) => void {
  let boot: string | null = null;

  function noteBoot(message: TopicMessage): void {
    if (message.boot === boot) return;
    const isFirst = boot === null;
    boot = message.boot;
    if (!isFirst) parts.onNewBoot(message.boot);
  }

  return (input) => {
    if (!isTopicMessage(input)) {
      if (isForeignVersion(input)) parts.onForeignVersion();
      return;
    }
    noteBoot(input);
    if (isOvertaken(parts.store, input)) return;
    if (!parts.store.apply(input)) {
      parts.resync([input.topic]);
      return;
    }
    parts.observe(input.at, input.kind === 'snapshot' ? (input.ageMs ?? 0) : 0);
    if (WARM.has(input.topic))
      parts.queryClient.setQueryData(topicKey(input.topic), parts.store.rawTable(input.topic));
  };
}
