// The faults an admin may inject, as data. In: untrusted JSON. Out: a typed fault, or a text that names the bad field.
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';

const VENUE = z.enum(['kalshi', 'kraken']);
const REQUESTS = z.int().min(0).max(10_000);
const MILLISECONDS = z.int().min(0).max(60_000);
const SKEW = z.int().min(-3_600_000).max(3_600_000);
const TICKER = z.string().min(1).max(128);

/** Every fault by kind; unknown keys are refused so that a misspelt parameter never passes for a default. */
const FAULT = z.discriminatedUnion('kind', [
  // Both venues' sockets. A lost frame: Kalshi's sequence jumps, Kraken's book is silently short of an update.
  z.strictObject({ kind: z.literal('drop'), venue: VENUE }),
  z.strictObject({ kind: z.literal('stall'), venue: VENUE, on: z.boolean() }),
  z.strictObject({ kind: z.literal('latency'), venue: VENUE, ms: MILLISECONDS }),
  z.strictObject({ kind: z.literal('sequence-gap'), venue: VENUE }),
  // Kraken only. `stall` and `stall-book` off both end every stall of Kraken.
  z.strictObject({ kind: z.literal('stall-book'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('bad-checksum'), updates: z.int().min(1).max(1_000) }),
  z.strictObject({ kind: z.literal('mute-subscriptions'), requests: REQUESTS }),
  z.strictObject({
    kind: z.literal('refuse-upgrades'),
    status: z.int().min(400).max(599).nullable(),
  }),
  z.strictObject({
    kind: z.literal('venue-status'),
    system: z.enum(['online', 'maintenance', 'cancel_only', 'post_only']),
  }),
  // Kalshi's front door. The skew is added to its own clock.
  z.strictObject({ kind: z.literal('clock-skew'), ms: SKEW }),
  z.strictObject({ kind: z.literal('rate-limit'), requests: REQUESTS }),
  z.strictObject({ kind: z.literal('fail-after-accept'), requests: REQUESTS }),
  z.strictObject({ kind: z.literal('drop-after-accept'), requests: REQUESTS }),
  z.strictObject({ kind: z.literal('unavailable'), requests: REQUESTS }),
  z.strictObject({
    kind: z.literal('terminal-error'),
    code: z.union([z.literal(10), z.literal(25)]),
  }),
  z.strictObject({ kind: z.literal('read-lag'), ms: z.int().min(0).max(1_000) }),
  // Kalshi's engine.
  z.strictObject({
    kind: z.literal('pause'),
    scope: z.enum(['exchange', 'trading']),
    shard: z.int().min(0).max(9).optional(),
  }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('close-early'), ticker: TICKER }),
  z.strictObject({ kind: z.literal('deactivate'), ticker: TICKER }),
  z.strictObject({ kind: z.literal('activate'), ticker: TICKER }),
  z.strictObject({
    kind: z.literal('regrid'),
    ticker: TICKER,
    label: z.enum(['linear_cent', 'deci_cent', 'tapered_deci_cent']),
  }),
  z.strictObject({ kind: z.literal('post-only-creates'), on: z.boolean() }),
  // The world itself.
  z.strictObject({ kind: z.literal('withhold-index'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('price-shock'), fraction: z.number().min(-0.2).max(0.2) }),
  // All makers wrong to one side, in deviations of the settlement mean; null lets them wander again.
  z.strictObject({
    kind: z.literal('maker-lean'),
    deviations: z.number().min(-3).max(3).nullable(),
  }),
]);

export type Fault = z.infer<typeof FAULT>;

const SPEED = z.strictObject({ speed: z.number().min(0).max(300) });
const BURST = z.strictObject({ ticker: TICKER, orders: z.int().min(1).max(5_000) });

/** "field: message", the field being the deepest one the problem is about. */
function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'body: not understood';
  const extra = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = extra ?? (issue.path.length > 0 ? issue.path.join('.') : 'body');
  return `${field}: ${issue.message}`;
}

function read<T>(schema: z.ZodType<T>, body: unknown): Result<T> {
  const parsed = schema.safeParse(body);
  return parsed.success ? ok(parsed.data) : fail(firstProblem(parsed.error));
}

/** A fault from a request body. */
export function readFault(body: unknown): Result<Fault> {
  return read(FAULT, body);
}

/** `{speed}` within 0…300 from a request body. */
export function readSpeed(body: unknown): Result<{ readonly speed: number }> {
  return read(SPEED, body);
}

/** `{ticker, orders}` from a request body. */
export function readBurst(
  body: unknown,
): Result<{ readonly ticker: string; readonly orders: number }> {
  return read(BURST, body);
}
