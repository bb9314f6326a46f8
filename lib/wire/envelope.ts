// The browser contract: every topic is a table of rows, sent as one snapshot and then as deltas with a sequence.
import type { TopicName, TopicRows } from './topics.ts';

/** Raised when any row type changes its meaning; a browser with another version is read-only. */
export const WIRE_VERSION = 1;

/** The whole table. `seq` is the number of the last delta already inside it. */
export interface TopicSnapshot<Name extends TopicName = TopicName> {
  readonly v: typeof WIRE_VERSION;
  readonly kind: 'snapshot';
  readonly topic: Name;
  /** Changes whenever the engine restarts: sequences of different boots never mix. */
  readonly boot: string;
  readonly seq: number;
  /** Engine wall time, ms. */
  readonly at: number;
  readonly rows: Readonly<Record<string, TopicRows[Name]>>;
  /** Ms since the engine last spoke of this topic, where the sender kept it meanwhile; absent: it is said this moment. */
  readonly ageMs?: number;
}

/** Rows that changed (whole rows) and keys that went; applies only to seq − 1 of the same boot. */
export interface TopicDelta<Name extends TopicName = TopicName> {
  readonly v: typeof WIRE_VERSION;
  readonly kind: 'delta';
  readonly topic: Name;
  readonly boot: string;
  readonly seq: number;
  readonly at: number;
  readonly set: Readonly<Record<string, TopicRows[Name]>>;
  readonly del: readonly string[];
}

export type TopicMessage<Name extends TopicName = TopicName> =
  | TopicSnapshot<Name>
  | TopicDelta<Name>;

/** A topic's table as kept by gateway and browser. */
export interface TopicTable<Name extends TopicName = TopicName> {
  readonly boot: string;
  readonly seq: number;
  readonly at: number;
  readonly rows: Readonly<Record<string, TopicRows[Name]>>;
}

/** The table after `message`, or null when it does not follow (a gap: ask for a snapshot). */
export function applyTopic<Name extends TopicName>(
  table: TopicTable<Name> | null,
  message: TopicMessage<Name>,
): TopicTable<Name> | null {
  if (message.kind === 'snapshot')
    return { boot: message.boot, seq: message.seq, at: message.at, rows: message.rows };
  if (table === null || table.boot !== message.boot || message.seq !== table.seq + 1) return null;
  const rows: Record<string, TopicRows[Name]> = { ...table.rows, ...message.set };
  for (const key of message.del) delete rows[key];
  return { boot: table.boot, seq: message.seq, at: message.at, rows };
}
