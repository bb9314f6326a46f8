// Every topic table, outside React. In: decoded topic messages. Out: published tables, once per flush, per key.
import { applyTopic, type TopicMessage, type TopicTable } from '#lib/wire/envelope.ts';
import type { TopicName, TopicRows } from '#lib/wire/topics.ts';

type Listener = () => void;
/** One topic: the newest table, and the one the screen sees until the next flush. */
interface Slot<Name extends TopicName> {
  raw: TopicTable<Name> | null;
  published: TopicTable<Name> | null;
}

function emptySlot() {
  return { raw: null, published: null };
}

function emptySlots(): { readonly [Name in TopicName]: Slot<Name> } {
  return {
    status: emptySlot(),
    feeds: emptySlot(),
    spot: emptySlot(),
    chart: emptySlot(),
    ladder: emptySlot(),
    book: emptySlot(),
    decisions: emptySlot(),
    forecast: emptySlot(),
    signalHealth: emptySlot(),
    approvals: emptySlot(),
    orders: emptySlot(),
    fills: emptySlot(),
    positions: emptySlot(),
    alarms: emptySlot(),
    checks: emptySlot(),
    latency: emptySlot(),
    machine: emptySlot(),
    risk: emptySlot(),
    limits: emptySlot(),
    models: emptySlot(),
    modelInputs: emptySlot(),
    blend: emptySlot(),
    incidents: emptySlot(),
    cone: emptySlot(),
    volatility: emptySlot(),
    lastMarkets: emptySlot(),
  };
}

/** What changed in a topic since the last flush; `whole` after a snapshot. */
interface TopicChange {
  readonly keys: ReadonlySet<string>;
  readonly whole: boolean;
}

interface DirtyTopic {
  keys: Set<string>;
  whole: boolean;
}

export interface LiveStore {
  /** Applies a message; false = it does not follow what we have (ask for a snapshot). */
  apply<Name extends TopicName>(message: TopicMessage<Name>): boolean;
  /** The row as of the last flush; the same object until it changes. */
  row<Name extends TopicName>(topic: Name, key: string): TopicRows[Name] | undefined;
  /** The table as of the last flush; null until the first snapshot. */
  table<Name extends TopicName>(topic: Name): TopicTable<Name> | null;
  /** The newest table, flushed or not: for the query cache and for tests. */
  rawTable<Name extends TopicName>(topic: Name): TopicTable<Name> | null;
  subscribeKey(topic: TopicName, key: string, listener: Listener): () => void;
  subscribeTopic(topic: TopicName, listener: (change: TopicChange) => void): () => void;
  /** Publishes everything dirty and tells each listener at most once. */
  flush(): void;
}

/** Adds to a set in a map and returns the removal; empty sets are dropped so that keys of old markets do not pile up. */
function listen<T>(map: Map<string, Set<T>>, key: string, listener: T): () => void {
  const set = map.get(key) ?? new Set<T>();
  map.set(key, set);
  set.add(listener);
  return () => {
    set.delete(listener);
    if (set.size === 0 && map.get(key) === set) map.delete(key);
  };
}

/** `onDirty` is called at the first change after a flush: the frame flush schedules itself there. */
export function createLiveStore(onDirty: () => void): LiveStore {
  const slots = emptySlots();
  const dirty = new Map<TopicName, DirtyTopic>();
  const keyListeners = new Map<string, Set<Listener>>();
  const topicListeners = new Map<string, Set<(change: TopicChange) => void>>();

  function markDirty(message: TopicMessage, before: TopicTable | null): void {
    const wasClean = dirty.size === 0;
    const entry = dirty.get(message.topic) ?? { keys: new Set<string>(), whole: false };
    dirty.set(message.topic, entry);
    if (message.kind === 'snapshot') {
      entry.whole = true;
      for (const key of Object.keys(before?.rows ?? {})) entry.keys.add(key);
      for (const key of Object.keys(message.rows)) entry.keys.add(key);
    } else {
      for (const key of Object.keys(message.set)) entry.keys.add(key);
      for (const key of message.del) entry.keys.add(key);
    }
    if (wasClean) onDirty();
  }

  function publish<Name extends TopicName>(topic: Name): void {
    slots[topic].published = slots[topic].raw;
  }

  return {
    apply<Name extends TopicName>(message: TopicMessage<Name>): boolean {
      const slot: Slot<Name> = slots[message.topic];
      const before = slot.raw;
      const after = applyTopic<Name>(before, message);
      if (after === null) return false;
      slot.raw = after;
      markDirty(message, before);
      return true;
    },
    row: (topic, key) => slots[topic].published?.rows[key],
    table: (topic) => slots[topic].published,
    rawTable: (topic) => slots[topic].raw,
    subscribeKey: (topic, key, listener) => listen(keyListeners, `${topic}\n${key}`, listener),
    subscribeTopic: (topic, listener) => listen(topicListeners, topic, listener),
    flush() {
      const changes = [...dirty];
      dirty.clear();
      for (const [topic] of changes) publish(topic);
      for (const [topic, change] of changes) {
        for (const listener of [...(topicListeners.get(topic) ?? [])]) listener(change);
        for (const key of change.keys)
          for (const listener of [...(keyListeners.get(`${topic}\n${key}`) ?? [])]) listener();
      }
    },
  };
}
