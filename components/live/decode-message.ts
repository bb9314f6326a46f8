// The browser's own look at what a socket delivers. In: unknown. Out: a topic message, or why it is none.
import { type TopicMessage, WIRE_VERSION } from '#lib/wire/envelope.ts';
import { TOPICS } from '#lib/wire/topics.ts';

const TOPIC_NAMES: ReadonlySet<unknown> = new Set(TOPICS);

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an envelope of our wire version; row contents are the gateway's word (same origin, same build). */
export function isTopicMessage(value: unknown): value is TopicMessage {
  if (!isTable(value)) return false;
  const { v, kind, topic, boot, seq, at, rows, set, del, ageMs = 0 } = value;
  if (v !== WIRE_VERSION || !TOPIC_NAMES.has(topic)) return false;
  if (typeof boot !== 'string' || !Number.isSafeInteger(seq) || !Number.isFinite(at)) return false;
  if (kind === 'snapshot') return isTable(rows) && Number.isFinite(ageMs);
  return kind === 'delta' && isTable(set) && Array.isArray(del);
}

/** True when the sender speaks another wire version: the screen turns read-only instead of guessing. */
export function isForeignVersion(value: unknown): boolean {
  return isTable(value) && value['v'] !== undefined && value['v'] !== WIRE_VERSION;
}
