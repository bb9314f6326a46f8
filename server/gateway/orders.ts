// /api/orders and /api/fills: stored orders and fills for a signed-in operator. In: an id, or a page. Out: rows, or why none.
import { z } from 'zod';
import type { FillListReply, OrderListReply, OrderReply } from '#lib/wire/orders-http.ts';
import type { FillPage } from '#server/ports/order-store.ts';
import { type ApiAnswer, type ApiCall, type Handler, plain } from './api-answer.ts';
import { FILL_HEAD, fillLine } from './fill-lines.ts';
import { cursorText, fillQuery, orderQuery, queryOf } from './list-query.ts';

/** Everything under this path is our id of an order. */
export const ORDER_PATH = '/api/orders/';
/** Rows of one page of a list, and of one reading of the export. */
const PAGE = 50;
const EXPORT_PAGE = 1_000;

const idSchema = z.string().regex(/^[\w-]{1,128}$/);

const SIGNED_OUT = plain(401, 'signed-out', 'sign in first');

function storeDown(call: ApiCall, error: unknown): ApiAnswer {
  call.context.log.error({ path: call.path, error: String(error) }, 'orders cannot be read');
  return plain(503, 'store-down', 'the database does not answer: stored orders cannot be read now');
}

/** Stored orders, newest first, a page: filters `ticker`, `phase`, `purpose`, and `after` from the page before. */
export const listOrders: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const query = orderQuery.safeParse(queryOf(call));
  if (!query.success) return plain(400, 'bad-page', z.prettifyError(query.error));
  try {
    const page = await call.context.orders.listOrders({ ...query.data, limit: PAGE });
    const { rows, unreadable } = page;
    const next = cursorText(page.next);
    return { status: 200, body: { ok: true, rows, unreadable, next } satisfies OrderListReply };
  } catch (error) {
    return storeDown(call, error);
  }
};

/** The whole life of one order: 400 for what is no id, 404 when none is stored under it, 503 without a database. */
export const oneOrder: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const id = idSchema.safeParse(call.path.slice(ORDER_PATH.length));
  if (!id.success) return plain(400, 'bad-id', 'this is not the id of an order');
  try {
    const stored = await call.context.orders.findOrder(id.data);
    if (stored.kind === 'none') return plain(404, 'not-stored', 'no order is stored under this id');
    if (stored.kind === 'found')
      return { status: 200, body: { ok: true, life: stored.life } satisfies OrderReply };
    call.context.log.error({ id: id.data, reason: stored.reason }, 'a stored order is unreadable');
    return plain(500, 'unreadable', 'this order was stored in a form that this build cannot read');
  } catch (error) {
    return storeDown(call, error);
  }
};

/** Stored fills, newest first, a page: filters `ticker` and `purpose`. */
export const listFills: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const query = fillQuery.safeParse(queryOf(call));
  if (!query.success) return plain(400, 'bad-page', z.prettifyError(query.error));
  try {
    const page = await call.context.orders.listFills({ ...query.data, limit: PAGE });
    const next = cursorText(page.next);
    return { status: 200, body: { ok: true, rows: page.rows, next } satisfies FillListReply };
  } catch (error) {
    return storeDown(call, error);
  }
};

/** Every fill after the first page, a line each; a database that goes away meanwhile breaks the file off. */
async function* exportLines(
  first: FillPage,
  more: (after: FillPage['next']) => Promise<FillPage>,
): AsyncGenerator<string> {
  yield FILL_HEAD;
  for (let page = first; ; page = await more(page.next)) {
    if (page.rows.length > 0) yield page.rows.map(fillLine).join('');
    if (page.next === null) return;
  }
}

/** All stored fills as a file, newest first, under the same filters; read a page at a time while it is sent. */
export const exportFills: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const query = fillQuery.omit({ after: true }).safeParse(queryOf(call));
  if (!query.success) return plain(400, 'bad-page', z.prettifyError(query.error));
  const { orders, clock, mode } = call.context;
  const read = (after: FillPage['next']) =>
    orders.listFills({ ...query.data, after, limit: EXPORT_PAGE });
  try {
    const first = await read(null);
    const day = new Date(clock.wall()).toISOString().slice(0, 10);
    const name = `voltage-${mode}-fills-${day}.csv`;
    const file = { name, type: 'text/csv', chunks: exportLines(first, read) };
    return { ...plain(200, 'exported', name), file };
  } catch (error) {
    return storeDown(call, error);
  }
};
