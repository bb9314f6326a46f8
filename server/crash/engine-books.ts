// What the engine's database says, read past all of the engine's own code. In: an owner's connection. Out: plain rows.
import type { Client } from 'pg';
import { z } from 'zod';

const whole = z.coerce.number().int();
const side = z.enum(['bid', 'ask']);

const intent = z.object({
  id: z.string(),
  ticker: z.string(),
  side,
  price: whole,
  count: whole,
});
const order = z.object({
  id: z.string(),
  venueId: z.string().nullable(),
  state: z.string(),
  filled: whole,
});
const fill = z.object({
  tradeId: z.string(),
  venueId: z.string(),
  count: whole,
  price: whole,
  fee: whole,
});
const booked = z.object({ id: z.string(), ticker: z.string().nullable(), contracts: whole });

export interface EngineBooks {
  readonly intents: readonly z.infer<typeof intent>[];
  readonly orders: readonly z.infer<typeof order>[];
  readonly fills: readonly z.infer<typeof fill>[];
  /** Every ledger transaction: contracts by market sum up to the position. */
  readonly booked: readonly z.infer<typeof booked>[];
  readonly cashMicro: number;
  /** Transactions whose entries do not sum to zero (I19). */
  readonly unbalanced: readonly string[];
  /** Why trading was killed, each reason once: those of released kills too. */
  readonly kills: readonly string[];
}

async function rows<T>(client: Client, schema: z.ZodType<T>, sql: string): Promise<readonly T[]> {
  const { rows: found } = await client.query(sql);
  return z.array(schema).parse(found);
}

const ID = z.object({ id: z.string() });
const REASON = z.object({ reason: z.string() });

/** One consistent reading. */
export async function readBooks(client: Client): Promise<EngineBooks> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const intents = await rows(
      client,
      intent,
      'SELECT client_order_id AS id, ticker, side, price, count FROM intents',
    );
    const orders = await rows(
      client,
      order,
      'SELECT client_order_id AS id, venue_order_id AS "venueId", state, filled FROM orders',
    );
    const fills = await rows(
      client,
      fill,
      'SELECT trade_id AS "tradeId", venue_order_id AS "venueId", count, price, fee FROM fills',
    );
    const transactions = await rows(
      client,
      booked,
      'SELECT id, ticker, contracts FROM ledger_transactions',
    );
    const [cash] = await rows(
      client,
      z.object({ micro: whole }),
      "SELECT COALESCE(sum(amount), 0) AS micro FROM ledger_entries WHERE account = 'cash'",
    );
    const unbalanced = await rows(
      client,
      ID,
      'SELECT transaction_id AS id FROM ledger_entries GROUP BY 1 HAVING sum(amount) <> 0',
    );
    const kills = await rows(
      client,
      REASON,
      "SELECT DISTINCT latch->>'reason' AS reason FROM kill_latches",
    );
    return {
      ...{ intents, orders, fills, booked: transactions },
      cashMicro: cash?.micro ?? 0,
      unbalanced: unbalanced.map(({ id }) => id),
      kills: kills.map(({ reason }) => reason),
    };
  } finally {
    await client.query('COMMIT');
  }
}
