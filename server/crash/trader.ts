// The harness's hand on a running engine: its tables as they come, and the commands of a trader. Over the real link.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CommandBody, CommandReply } from '#lib/domain/command.ts';
import { approvalId, clientOrderId, commandId, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { TRADING_STATES } from '#lib/domain/kill.ts';
import { applyTopic, type TopicMessage, type TopicTable } from '#lib/wire/envelope.ts';
import type { TopicName } from '#lib/wire/topics.ts';
import { connectLink } from '#server/adapters/link/connect-link.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import type { Runtime } from '#server/config/runtime.ts';

const COMMAND_MS = 5_000;

const statusSchema = z.object({
  trading: z.enum(TRADING_STATES),
  tradingReason: z.string().nullable(),
  reconciled: z.boolean(),
  kill: z
    .object({ id: z.string(), reason: z.string(), confirmedAt: z.number().nullable() })
    .nullable(),
});
const orderSchema = z.object({
  clientOrderId: z.string(),
  venueOrderId: z.string().nullable(),
  state: z.string(),
  createdAt: z.number(),
});
const positionSchema = z.object({ ticker: z.string(), contracts: z.number(), state: z.string() });
const decisionSchema = z.object({ sentence: z.string() });
const approvalSchema = z.object({
  id: z.string(),
  version: z.number(),
  state: z.string(),
  shownHash: z.string(),
});

export type Status = z.infer<typeof statusSchema>;

export interface Trader {
  /** Null until the engine has told it. */
  status(): Status | null;
  /** Working orders that the venue has named. */
  resting(): readonly z.infer<typeof orderSchema>[];
  positions(): readonly z.infer<typeof positionSchema>[];
  pending(): readonly z.infer<typeof approvalSchema>[];
  /** Sends; the reply, when one comes, is in `replies`. */
  command(body: CommandBody): void;
  readonly replies: readonly CommandReply[];
  forgetReplies(): void;
  /** What it stood in and why it did not trade, for a point that was not reached. */
  situation(): string;
  close(): void;
}

/** Connects and stays connected. It logs in as the watchdog, whose presence the gate demands. */
export function createTrader(runtime: Runtime): Trader {
  const tables = new Map<TopicName, TopicTable>();
  const replies: CommandReply[] = [];
  const wanted: readonly TopicName[] = ['status', 'orders', 'positions', 'approvals', 'decisions'];
  const onTopic = (message: TopicMessage): void => {
    if (!wanted.includes(message.topic)) return;
    const next = applyTopic(tables.get(message.topic) ?? null, message);
    if (next !== null) tables.set(message.topic, next);
    else link.send({ kind: 'snapshot', topic: message.topic });
  };
  const link = connectLink({
    ...runtime.engine,
    role: 'watchdog',
    build: runtime.build,
    timers: createSystemTimers(),
    onMessage(message) {
      if (message.kind === 'hello')
        for (const topic of wanted) link.send({ kind: 'snapshot', topic });
      if (message.kind === 'topic') onTopic(message.message);
      if (message.kind === 'reply') replies.push(message.reply);
    },
  });
  const rows = <T>(topic: TopicName, schema: z.ZodType<T>): readonly T[] =>
    z.array(schema).parse(Object.values(tables.get(topic)?.rows ?? {}));
  return {
    replies,
    forgetReplies() {
      replies.length = 0;
    },
    status: () => rows('status', statusSchema)[0] ?? null,
    resting: () =>
      rows('orders', orderSchema).filter(
        (each) => each.venueOrderId !== null && /^(resting|partially-filled)$/.test(each.state),
      ),
    positions: () => rows('positions', positionSchema).filter((each) => each.state === 'open'),
    pending: () => rows('approvals', approvalSchema).filter((each) => each.state === 'pending'),
    command(body) {
      const now = Date.now();
      const times = { issuedAt: wallMs(now), expiresAt: wallMs(now + COMMAND_MS) };
      const id = commandId(randomUUID());
      link.send({ kind: 'command', command: { id, by: 'crash', ...times, body } });
    },
    situation() {
      const status = rows('status', statusSchema)[0];
      const refused = replies.filter(({ ok }) => !ok).map(({ text }) => text);
      const sentences = rows('decisions', decisionSchema).map(({ sentence }) => sentence);
      const held = rows('positions', positionSchema).filter(({ state }) => state === 'open').length;
      return [
        `${status?.trading ?? 'silent'} (${status?.tradingReason ?? 'no reason'}), ${held} held`,
        ...new Set([...refused.slice(-2), ...sentences.slice(0, 4)]),
      ].join('; ');
    },
    close: () => link.close(),
  };
}

/** Commands as a trader gives them. */
export const say = {
  arm: { kind: 'arm' } as const,
  kill: { kind: 'kill', reason: 'crash harness' } as const,
  release: { kind: 'release', reason: 'crash harness' } as const,
  cancel: (id: string) => ({ kind: 'cancel-order', clientOrderId: clientOrderId(id) }) as const,
  close: (ticker: string) => ({ kind: 'close-position', ticker: marketTicker(ticker) }) as const,
  approve: (offer: z.infer<typeof approvalSchema>) =>
    ({
      kind: 'approve',
      approvalId: approvalId(offer.id),
      version: offer.version,
      shownHash: sha256Hex(offer.shownHash),
    }) as const,
};
