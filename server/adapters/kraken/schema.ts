// Shapes of the Kraken v2 frames that are not on the hot path, checked by zod; the book is decoded by hand beside this file.
import { z } from 'zod';

/** Every frame is either on a channel or answers a method, except the rate error. */
export const envelopeSchema = z.object({
  channel: z.string().optional(),
  method: z.string().optional(),
  Error: z.string().optional(),
});

const symbol = z.string();
const price = z.number().positive();
const timestamp = z.string();

export const statusSchema = z.object({ data: z.array(z.object({ system: z.string() })).min(1) });

/** Only the pair we trade is looked into: an oddity of another of the 1,430 pairs must not matter. */
export const instrumentSchema = z.object({
  type: z.enum(['snapshot', 'update']),
  data: z.object({ pairs: z.array(z.unknown()) }),
});

export const pairSchema = z.object({
  symbol,
  status: z.string(),
  price_precision: z.int().min(0).max(12),
  qty_precision: z.int().min(0).max(12),
});

export const tickerSchema = z.object({
  data: z.array(
    z.object({ symbol, bid: price, ask: price, last: price, timestamp: timestamp.optional() }),
  ),
});

export const tradeSchema = z.object({
  data: z.array(
    z.object({
      symbol,
      side: z.enum(['buy', 'sell']),
      price,
      qty: price,
      trade_id: z.int().nonnegative(),
      timestamp,
    }),
  ),
});

/** An acknowledgement or a refusal of subscribe and unsubscribe (kraken-api §1). A refusal has no result. */
export const answerSchema = z.object({
  method: z.enum(['subscribe', 'unsubscribe']),
  req_id: z.int().optional(),
  success: z.boolean(),
  error: z.string().optional(),
  result: z.object({ channel: z.string() }).optional(),
});

export const pongSchema = z.object({
  req_id: z.int().optional(),
  time_in: timestamp.optional(),
  time_out: timestamp.optional(),
});
