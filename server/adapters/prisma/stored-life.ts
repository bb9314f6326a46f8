// Decoders of an order's life. In: rows of events, intents and fills. Out: rows for the console.
import { z } from 'zod';
import { ORDER_STATES } from '#lib/domain/order.ts';
import { fillRow } from '#lib/wire/order-row.ts';
import type {
  OrderApprovalRow,
  OrderEventRow,
  OrderIntentRow,
  StoredFillRow,
} from '#lib/wire/orders-http.ts';
import { exactNumber } from './storable.ts';
import { storedApproval, storedFill, storedRequest } from './stored-schema.ts';

const integer = z.bigint().transform(exactNumber);

/** The order as it stood at one event. Older builds wrote less; these fields they all wrote. */
const eventOrder = z.object({
  filled: z.number(),
  remaining: z.number(),
  fees: z.number(),
  updatedAt: z.number(),
  note: z.string(),
});

/** A row of `order_events`. */
export const storedEvent: z.ZodType<OrderEventRow> = z
  .object({ seq: integer, state: z.enum(ORDER_STATES), order: eventOrder, committedAt: z.number() })
  .transform(({ seq, state, order, committedAt }) => ({
    ...{ seq, state, committedAt },
    at: order.updatedAt,
    filled: order.filled,
    remaining: order.remaining,
    feesMicro: order.fees,
    note: order.note,
  }));

/** A row of `intents`. */
export const storedIntentRow: z.ZodType<OrderIntentRow> = z
  .object({ request: storedRequest, committedAt: z.number() })
  .transform(({ request, committedAt }) => {
    const { payloadHash, timeInForce, postOnly, reduceOnly, expiresAt, shard } = request;
    const { orderGroupId } = request;
    return {
      ...{ committedAt, payloadHash, timeInForce, postOnly, reduceOnly, expiresAt, shard },
      orderGroupId,
    };
  });

/** The JSON of an approval version. */
export const storedApprovalRow: z.ZodType<OrderApprovalRow> = storedApproval.transform(
  ({ id, state, version, limitPrice, raisedAt, answeredBy, answeredAt, reason }) => ({
    ...{ id, state, version, limitPrice, raisedAt, answeredBy, answeredAt, reason },
  }),
);

/** A row of `fills` with the order it belongs to, as far as one is known. */
export const storedFillRow: z.ZodType<StoredFillRow> = z
  .object({
    seq: integer,
    orderId: z.string().nullable(),
    purpose: z.enum(['enter', 'exit']).nullable(),
  })
  .loose()
  .transform((row, context) => {
    const fill = storedFill.safeParse(row);
    if (!fill.success) {
      context.addIssue({ code: 'custom', message: z.prettifyError(fill.error) });
      return z.NEVER;
    }
    const { venueOrderId, source } = fill.data;
    const { seq, purpose, orderId } = row;
    return { ...fillRow(fill.data, orderId), seq, purpose, venueOrderId, source };
  });
