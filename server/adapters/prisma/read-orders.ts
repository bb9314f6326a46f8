// Stored orders and fills, read back for the console. In: an id or a page. Out: the order-store port.
import { z } from 'zod';
import { wallMs } from '#lib/domain/instant.ts';
import { intendedOrder, type Order } from '#lib/domain/order.ts';
import { statesOf } from '#lib/domain/order-phase.ts';
import { orderRow } from '#lib/wire/order-row.ts';
import type { Cursor, OrderStore, StoredOrderLife } from '#server/ports/order-store.ts';
import type { Database } from './client.ts';
import { Prisma } from './generated/client.ts';
import { storedApprovalRow, storedEvent, storedFillRow, storedIntentRow } from './stored-life.ts';
import { storedOrder, storedRequest } from './stored-schema.ts';

/** Columns of a written order. */
const WRITTEN = Prisma.sql`
  client_order_id AS "clientOrderId", venue_order_id AS "venueOrderId", ticker, state, filled, claimed, cut,
    remaining, filled_notional AS "filledNotional", fees, renewed_at_ms AS "renewedAtMs",
    renewed_until_ms AS "renewedUntilMs", sure_until_ms AS "sureUntilMs", created_at_ms AS "createdAtMs",
    updated_at_ms AS "updatedAtMs", note, request, false AS lone`;

/**
 * What was intended and never written: the process may have ended between the two commits, and such an order may stand
 * at the venue.
 */
const LONE = Prisma.sql`
  SELECT client_order_id AS "clientOrderId", NULL::text AS "venueOrderId", ticker, 'intended' AS state, 0 AS filled,
    0 AS claimed, 0 AS cut, count AS remaining, 0 AS "filledNotional", 0 AS fees, NULL::bigint AS "renewedAtMs",
    NULL::bigint AS "renewedUntilMs", NULL::bigint AS "sureUntilMs",
    floor(extract(epoch FROM committed_at) * 1000)::bigint AS "createdAtMs",
    floor(extract(epoch FROM committed_at) * 1000)::bigint AS "updatedAtMs", '' AS note, request, true AS lone
  FROM intents WHERE NOT EXISTS (SELECT FROM orders WHERE orders.client_order_id = intents.client_order_id)`;

/** After every row that there is. */
const END: Cursor = { at: Number.MAX_SAFE_INTEGER, id: '' };

/**
 * Fills with their order: by our id where the venue named it, else by the venue's. Looked up row by row: joined, a page
 * of a long history by purpose reads all of it.
 */
const FILLS = Prisma.sql`
  SELECT f.seq, f.trade_id AS "tradeId", f.venue_order_id AS "venueOrderId", f.client_order_id AS "clientOrderId",
    f.ticker, f.side, f.price, f.count, f.is_taker AS "isTaker", f.fee, f.venue_at_ms AS "venueAtMs", f.source,
    coalesce(
      (SELECT o.client_order_id FROM orders o WHERE o.client_order_id = f.client_order_id),
      (SELECT o.client_order_id FROM orders o WHERE o.venue_order_id = f.venue_order_id)) AS "orderId",
    coalesce(
      (SELECT o.request->>'purpose' FROM orders o WHERE o.client_order_id = f.client_order_id),
      (SELECT o.request->>'purpose' FROM orders o WHERE o.venue_order_id = f.venue_order_id)) AS purpose
  FROM fills f`;

const place = z.object({ clientOrderId: z.string(), createdAtMs: z.bigint() });
const loneIntent = z.object({
  lone: z.literal(true),
  request: storedRequest,
  createdAtMs: z.bigint(),
});

/** A row of KNOWN as an order. Throws on one that does not decode. */
function readOrder(row: unknown): Order {
  const lone = loneIntent.safeParse(row);
  if (!lone.success) return storedOrder.parse(row);
  return intendedOrder(lone.data.request, wallMs(Number(lone.data.createdAtMs)));
}

/** Null for what another build wrote in a form of its own. */
function orderOrNull(row: unknown): Order | null {
  try {
    return readOrder(row);
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

async function readLife(db: Database, id: string): Promise<StoredOrderLife> {
  const [orders, intents, events, fills, approvals, decisions] = await db.$transaction(
    [
      db.$queryRaw<unknown[]>`
        SELECT ${WRITTEN} FROM orders WHERE client_order_id = ${id}
        UNION ALL ${LONE} AND client_order_id = ${id}`,
      db.$queryRaw<unknown[]>`
        SELECT request, floor(extract(epoch FROM committed_at) * 1000)::float8 AS "committedAt"
        FROM intents WHERE client_order_id = ${id}`,
      db.$queryRaw<unknown[]>`
        SELECT seq, state, "order", floor(extract(epoch FROM committed_at) * 1000)::float8 AS "committedAt"
        FROM order_events WHERE client_order_id = ${id} ORDER BY seq`,
      db.$queryRaw<unknown[]>`
        ${FILLS} WHERE f.client_order_id = ${id}
          OR f.venue_order_id = (SELECT venue_order_id FROM orders WHERE client_order_id = ${id})
        ORDER BY f.venue_at_ms, f.seq`,
      db.$queryRaw<{ approval: unknown }[]>`
        SELECT approval FROM approvals
        WHERE id = coalesce(
          (SELECT approval_id FROM intents WHERE client_order_id = ${id}),
          (SELECT request->>'approvalId' FROM orders WHERE client_order_id = ${id}))
        ORDER BY version DESC LIMIT 1`,
      db.$queryRaw<unknown[]>`
        SELECT id FROM decisions
        WHERE id = coalesce(
          (SELECT decision_id FROM intents WHERE client_order_id = ${id}),
          (SELECT request->>'decisionId' FROM orders WHERE client_order_id = ${id}))`,
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  const [row] = orders;
  if (row === undefined) return { kind: 'none' };
  const [intent] = intents;
  const [approval] = approvals;
  try {
    return {
      kind: 'found',
      life: {
        order: orderRow(readOrder(row)),
        intent: intent === undefined ? null : storedIntentRow.parse(intent),
        events: events.map((each) => storedEvent.parse(each)),
        fills: fills.map((each) => storedFillRow.parse(each)),
        approval: approval === undefined ? null : storedApprovalRow.parse(approval.approval),
        hasDecision: decisions.length > 0,
      },
    };
  } catch (error) {
    if (error instanceof z.ZodError) return { kind: 'unreadable', reason: z.prettifyError(error) };
    throw error;
  }
}

/** Reads only. Pages go by time and id together: many orders are made in one instant, and none may be lost between two pages. */
export function createOrderStore(db: Database): OrderStore {
  return {
    findOrder: (id) => readLife(db, id),
    listOrders: async ({ after, ticker, phase, purpose, limit }) => {
      const states = phase === null ? null : [...statesOf(phase)];
      const { at, id } = after ?? END;
      const fits = Prisma.sql`(${states}::text[] IS NULL OR state = ANY(${states}::text[]))
        AND (${purpose}::text IS NULL OR request->>'purpose' = ${purpose})`;
      const market = ticker === null ? Prisma.empty : Prisma.sql`AND ticker = ${ticker}`;
      // A lone intent belongs to this page only where it is no older than a full page reaches back.
      const found = await db.$queryRaw<unknown[]>`
        WITH page AS (
          SELECT ${WRITTEN} FROM orders
          WHERE (created_at_ms, client_order_id) < (${at}::bigint, ${id}::text) AND ${fits} ${market}
          ORDER BY created_at_ms DESC, client_order_id DESC LIMIT ${limit}),
        lone AS (
          ${LONE} ${market} AND committed_at >= (SELECT CASE WHEN count(*) < ${limit} THEN '-infinity'::timestamptz
            ELSE to_timestamp((min("createdAtMs") - 1) / 1000.0) END FROM page))
        SELECT * FROM (
          SELECT * FROM page
          UNION ALL
          SELECT * FROM lone
          WHERE ("createdAtMs", "clientOrderId") < (${at}::bigint, ${id}::text) AND ${fits}) known
        ORDER BY "createdAtMs" DESC, "clientOrderId" DESC LIMIT ${limit}`;
      const orders = found.map(orderOrNull);
      const rows = orders.flatMap((order) => (order === null ? [] : [orderRow(order)]));
      const last = found.length < limit ? null : place.parse(found.at(-1));
      return {
        rows,
        unreadable: orders.length - rows.length,
        next: last && { at: Number(last.createdAtMs), id: last.clientOrderId },
      };
    },
    listFills: async ({ after, ticker, purpose, limit }) => {
      const found = await db.$queryRaw<unknown[]>`
        SELECT * FROM (${FILLS}) known
        WHERE (${after?.at ?? null}::bigint IS NULL
            OR ("venueAtMs", seq) < (${after?.at ?? null}::bigint, ${after?.id ?? null}::bigint))
          AND (${ticker}::text IS NULL OR ticker = ${ticker})
          AND (${purpose}::text IS NULL OR purpose = ${purpose})
        ORDER BY "venueAtMs" DESC, seq DESC LIMIT ${limit}`;
      const rows = found.map((row) => storedFillRow.parse(row));
      const last = rows.length < limit ? undefined : rows.at(-1);
      return { rows, next: last === undefined ? null : { at: last.at, id: String(last.seq) } };
    },
  };
}
