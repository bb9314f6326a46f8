// /api/decisions: stored decisions for a signed-in operator. In: an id, or a page. Out: decisions, or why none.
import { z } from 'zod';
import { type ApiAnswer, type ApiCall, type Handler, plain } from './api-answer.ts';

/** Everything under this path is the id of a decision. */
export const DECISION_PATH = '/api/decisions/';
/** Rows of one page of the list. */
const PAGE = 50;

const idSchema = z.string().regex(/^[\w-]{1,64}$/);
const pageSchema = z.strictObject({
  after: idSchema.optional(),
  ticker: z
    .string()
    .regex(/^[\w.-]{1,128}$/)
    .optional(),
});

const SIGNED_OUT = plain(401, 'signed-out', 'sign in first');

function storeDown(call: ApiCall, error: unknown): ApiAnswer {
  call.context.log.error({ path: call.path, error: String(error) }, 'decisions cannot be read');
  return plain(
    503,
    'store-down',
    'the database does not answer: stored decisions cannot be read now',
  );
}

/** One stored decision: 400 for what is no id, 404 when none is stored under it, 503 without a database. */
export const oneDecision: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const id = idSchema.safeParse(call.path.slice(DECISION_PATH.length));
  if (!id.success) return plain(400, 'bad-id', 'this is not the id of a decision');
  try {
    const stored = await call.context.decisions.findDecision(id.data);
    if (stored.kind === 'found')
      return { status: 200, body: { ok: true, decision: stored.decision } };
    if (stored.kind === 'none')
      return plain(
        404,
        'not-stored',
        'no decision is stored under this id: every change of a verdict is stored, the repeats of each second are in the journal only',
      );
    call.context.log.error(
      { id: id.data, reason: stored.reason },
      'a stored decision is unreadable',
    );
    return plain(
      500,
      'unreadable',
      'this decision was stored in a form that this build cannot read',
    );
  } catch (error) {
    return storeDown(call, error);
  }
};

/** Stored decisions, newest first, a page: `?after=` the last id of the page before, `?ticker=` one market alone. */
export const listDecisions: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const { searchParams } = new URL(call.request.url ?? '/', 'http://console');
  const page = pageSchema.safeParse(Object.fromEntries(searchParams));
  if (!page.success) return plain(400, 'bad-page', z.prettifyError(page.error));
  const { after = null, ticker = null } = page.data;
  try {
    const rows = await call.context.decisions.listDecisions({ after, ticker, limit: PAGE });
    const next = rows.length < PAGE ? null : (rows.at(-1)?.id ?? null);
    return { status: 200, body: { ok: true, rows, next } };
  } catch (error) {
    return storeDown(call, error);
  }
};
