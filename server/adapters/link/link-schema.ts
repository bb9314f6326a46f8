// What is accepted on a link. The engine trusts nobody: requests are checked field by field.
import { z } from 'zod';
import { count } from '#lib/domain/count.ts';
import { approvalId, clientOrderId, commandId, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { isPlainLimit, LIMIT_RULES, type LimitChanges } from '#lib/domain/limit-change.ts';
import { price } from '#lib/domain/price.ts';
import { TOPICS } from '#lib/wire/topics.ts';

const PLAIN_LIMITS = Object.keys(LIMIT_RULES).filter(isPlainLimit);

/** New values by the name of the limit: an unknown name is refused by name, bounds are judged by the core. */
export const limitChangesSchema: z.ZodType<LimitChanges> = z.partialRecord(
  z.enum(PLAIN_LIMITS),
  z.union([z.number(), z.boolean()]),
);

const reason = z.string().max(500);
/** Unix ms, whole: a fraction could not be stored and would hold up every record behind it. */
const instant = z.number().int().nonnegative().max(8.64e15);

/** A kill is never refused for its words: they are cut, and may be missing. */
const wordsOfKill = z
  .string()
  .catch('no reason given')
  .transform((text) => text.slice(0, 500));

/** Whole contracts at a price inside the dollar; what else must hold is the gate's to say. */
export const ticketSchema = z.strictObject({
  ticker: z.string().min(1).max(128).transform(marketTicker),
  purpose: z.enum(['enter', 'exit']),
  side: z.enum(['bid', 'ask']),
  price: z.int().min(1).max(9_999).transform(price),
  count: z.int().min(100).max(100_000_000).multipleOf(100).transform(count),
  style: z.enum(['take', 'make']),
});

const commandBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kill'), reason: wordsOfKill }),
  z.object({ kind: z.literal('flatten'), reason: wordsOfKill }),
  z.strictObject({ kind: z.literal('reduce-only'), reason }),
  z.strictObject({ kind: z.literal('release'), reason: reason.min(1) }),
  z.strictObject({ kind: z.literal('arm') }),
  z.strictObject({ kind: z.literal('pause'), reason }),
  z.strictObject({
    kind: z.literal('approve'),
    approvalId: z.string().min(1).max(128).transform(approvalId),
    version: z.number().int().nonnegative(),
    shownHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .transform(sha256Hex),
  }),
  z.strictObject({
    kind: z.literal('veto'),
    approvalId: z.string().min(1).max(128).transform(approvalId),
    version: z.number().int().nonnegative(),
    reason,
  }),
  z.strictObject({
    kind: z.literal('cancel-order'),
    clientOrderId: z.string().min(1).max(128).transform(clientOrderId),
  }),
  z.strictObject({
    kind: z.literal('close-position'),
    ticker: z.string().min(1).max(128).transform(marketTicker),
  }),
  z.strictObject({ kind: z.literal('manual-order'), ticket: ticketSchema }),
  z.strictObject({ kind: z.literal('close-all') }),
  z.strictObject({ kind: z.literal('accept-account') }),
  z.strictObject({
    kind: z.literal('acknowledge-incident'),
    incidentId: z.string().regex(/^[\w-]{1,128}$/),
    note: reason,
  }),
  z.strictObject({
    kind: z.literal('change-limits'),
    baseVersion: z.int().positive(),
    changes: limitChangesSchema,
    reason,
  }),
  z.strictObject({
    kind: z.literal('switch-model'),
    model: z.string().min(1).max(128),
    isOn: z.boolean(),
    reason: reason.min(1),
  }),
]);

/** The body of a command as a browser or the command line may send it. */
export const commandBodySchema = commandBody;

const commandSchema = z.strictObject({
  id: z.string().min(8).max(64).transform(commandId),
  by: z.string().min(1).max(64),
  issuedAt: instant.transform(wallMs),
  expiresAt: instant.transform(wallMs),
  body: commandBody,
  isSteppedUp: z.boolean().exactOptional(),
});

export const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('login'),
    role: z.enum(['engine', 'gateway', 'watchdog', 'cli']),
    token: z.string().max(200),
    build: z.string().max(200),
  }),
  z.strictObject({ kind: z.literal('command'), command: commandSchema }),
  z.strictObject({ kind: z.literal('snapshot'), topic: z.enum(TOPICS) }),
  z.strictObject({
    kind: z.literal('ticket'),
    id: z.string().min(8).max(64),
    ticket: ticketSchema,
  }),
  z.strictObject({ kind: z.literal('presence'), consoles: z.int().min(0).max(10_000) }),
]);
