// Journal text back into what the core was given and what it decided. In: record bodies. Out: values, or what is wrong.

import { fail, ok, type Result } from '#lib/result.ts';
import type { CoreEvent } from '#server/core/event.ts';
import type { WorldOptions } from '#server/core/world.ts';

type Fields = Readonly<Record<string, unknown>>;

function parse(text: string): Result<Fields> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return ok(value as Fields);
  } catch {
    // Falls through: not JSON and not an object are the same to a reader.
  }
  return fail('is not a JSON object');
}

/** Who wrote the records that follow, and the world they began in. */
export interface RecordedBoot {
  readonly bootId: string;
  readonly mode: string;
  readonly build: string;
  readonly world: WorldOptions;
}

/** A `header` record. The options are ours: written by JSON.stringify of the very type they are read as. */
export function decodeHeader(body: string): Result<RecordedBoot> {
  const fields = parse(body);
  if (!fields.ok) return fail(`a header ${fields.error}`);
  const { bootId, mode, build, world } = fields.value;
  if (typeof bootId !== 'string' || typeof mode !== 'string' || typeof build !== 'string')
    return fail('a header names no boot, mode or build');
  const options = typeof world === 'string' ? parse(world) : fail('is missing');
  if (!options.ok) return fail(`the world of boot ${bootId} ${options.error}`);
  const { boot, limits, models, signal } = options.value;
  // Without its models and fitted numbers the same answers would make other forecasts: refused, never guessed (I22).
  if (
    typeof boot !== 'string' ||
    typeof limits !== 'object' ||
    !Array.isArray(models) ||
    typeof signal !== 'object'
  )
    return fail(`the world of boot ${bootId} is not one of this version`);
  return ok({ bootId, mode, build, world: options.value as unknown as WorldOptions });
}

/** An `event` record, exactly as the loop passed it to the core. */
export function decodeEvent(body: string): Result<CoreEvent> {
  const fields = parse(body);
  if (!fields.ok) return fail(`an event ${fields.error}`);
  const { seq, at, mono, kind } = fields.value;
  if (!Number.isSafeInteger(seq) || typeof at !== 'number' || typeof mono !== 'number')
    return fail('an event has no number or time');
  if (typeof kind !== 'string') return fail(`event ${seq} has no kind`);
  return ok(fields.value as unknown as CoreEvent);
}

/** What the journal keeps of a decision. */
export interface DecisionRecord {
  readonly ticker: string;
  readonly eventSeq: number;
  readonly verdict: string;
  readonly sentence: string;
  readonly inputHash: string;
  readonly hash: string;
}

export const DECISION_FIELDS = [
  'ticker',
  'eventSeq',
  'verdict',
  'sentence',
  'inputHash',
  'hash',
] as const satisfies readonly (keyof DecisionRecord)[];

/** A `decision` record. */
export function decodeDecision(body: string): Result<DecisionRecord> {
  const fields = parse(body);
  if (!fields.ok) return fail(`a decision ${fields.error}`);
  const missing = DECISION_FIELDS.find((name) => {
    const type = typeof fields.value[name];
    return name === 'eventSeq' ? type !== 'number' : type !== 'string';
  });
  return missing === undefined
    ? ok(fields.value as unknown as DecisionRecord)
    : fail(`a decision has no ${missing}`);
}
