// /api/decisions and /api/offers: stored decisions for a signed-in operator. In: an id, a search or a moment. Out: rows, or why none.
import { z } from 'zod';
import { lifeOf } from '#lib/domain/market-life.ts';
import type {
  DecisionLine,
  DecisionListReply,
  NearDecisionsReply,
  OfferListReply,
  OutcomeReply,
} from '#lib/wire/decisions-http.ts';
import type { LastMarketReply } from '#lib/wire/last-market.ts';
import { type ApiAnswer, type ApiCall, type Handler, plain } from './api-answer.ts';
import { DECISION_HEAD, decisionLine } from './decision-lines.ts';
import {
  decisionFilterQuery,
  decisionPageQuery,
  idSchema,
  lifeQuery,
  nearQuery,
  offerQuery,
} from './decision-query.ts';
import { queryOf } from './list-query.ts';

/** Everything under this path is the id of a decision, or the id and what became of it. */
export const DECISION_PATH = '/api/decisions/';
const OUTCOME = '/outcome';
/** Rows of one page of the list, of one reading of the export, and of offers at once. */
const PAGE = 50;
const EXPORT_PAGE = 500;
const OFFERS = 500;

const SIGNED_OUT = plain(401, 'signed-out', 'sign in first');
const BAD_ID = plain(400, 'bad-id', 'this is not the id of a decision');
const NOT_STORED = plain(
  404,
  'not-stored',
  'no decision is stored under this id: every change of a verdict is stored, the repeats of each second are in the journal only',
);

function storeDown(call: ApiCall, error: unknown): ApiAnswer {
  call.context.log.error({ path: call.path, error: String(error) }, 'decisions cannot be read');
  return plain(
    503,
    'store-down',
    'the database does not answer: stored decisions cannot be read now',
  );
}

/** Answers a signed-in caller whose query is sound; a query that is not is answered with the field that is wrong. */
function reading<Query>(
  schema: z.ZodType<Query, unknown>,
  read: (query: Query, call: ApiCall) => Promise<ApiAnswer>,
): Handler {
  return async (call) => {
    if (call.session === null) return SIGNED_OUT;
    const query = schema.safeParse(queryOf(call));
    if (!query.success) return plain(400, 'bad-page', z.prettifyError(query.error));
    try {
      return await read(query.data, call);
    } catch (error) {
      return storeDown(call, error);
    }
  };
}

async function wholeDecision(call: ApiCall, id: string): Promise<ApiAnswer> {
  const stored = await call.context.decisions.findDecision(id);
  if (stored.kind === 'found')
    return { status: 200, body: { ok: true, decision: stored.decision } };
  if (stored.kind === 'none') return NOT_STORED;
  call.context.log.error({ id, reason: stored.reason }, 'a stored decision is unreadable');
  return plain(500, 'unreadable', 'this decision was stored in a form that this build cannot read');
}

async function outcome(call: ApiCall, id: string): Promise<ApiAnswer> {
  const found = await call.context.decisions.decisionOutcome(id);
  if (found === null) return NOT_STORED;
  const body: OutcomeReply = { ok: true, ...found };
  return { status: 200, body: { ...body } };
}

/**
 * One stored decision, or with "/outcome" behind its id what became of it: 400 for what is no id, 404 when none is
 * stored under it, 503 without a database.
 */
export const oneDecision: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const rest = call.path.slice(DECISION_PATH.length);
  const isOutcome = rest.endsWith(OUTCOME);
  const id = idSchema.safeParse(isOutcome ? rest.slice(0, -OUTCOME.length) : rest);
  if (!id.success) return BAD_ID;
  try {
    return await (isOutcome ? outcome(call, id.data) : wholeDecision(call, id.data));
  } catch (error) {
    return storeDown(call, error);
  }
};

/** Stored decisions, newest first, a page: the filters, and `after` the last id of the page before. */
export const listDecisions: Handler = reading(decisionPageQuery, async (page, call) => {
  const rows = await call.context.decisions.listDecisions({ ...page, limit: PAGE });
  const next = rows.length < PAGE ? null : (rows.at(-1)?.id ?? null);
  return { status: 200, body: { ok: true, rows, next } satisfies DecisionListReply };
});

/** Every decision of the search, a line each; a database that goes away meanwhile breaks the file off. */
async function* exportLines(
  first: readonly DecisionLine[],
  more: (after: string) => Promise<readonly DecisionLine[]>,
): AsyncGenerator<string> {
  yield DECISION_HEAD;
  for (let rows = first; ; ) {
    if (rows.length > 0) yield rows.map(decisionLine).join('');
    const last = rows.at(-1);
    if (last === undefined || rows.length < EXPORT_PAGE) return;
    rows = await more(last.id);
  }
}

/** All decisions of a search as a file, newest first; read a page at a time while it is sent. */
export const exportDecisions: Handler = reading(decisionFilterQuery, async (filter, call) => {
  const { decisions, clock, mode } = call.context;
  const read = (after: string | null) =>
    decisions.listDecisions({ ...filter, after, limit: EXPORT_PAGE });
  const first = await read(null);
  const day = new Date(clock.wall()).toISOString().slice(0, 10);
  const name = `voltage-${mode}-decisions-${day}.csv`;
  return {
    ...plain(200, 'exported', name),
    file: { name, type: 'text/csv', chunks: exportLines(first, read) },
  };
});

/** The stored decisions before and after a moment, of one market or of all. */
export const nearDecisions: Handler = reading(nearQuery, async ({ at, event, ticker }, call) => {
  const found = await call.context.decisions.nearDecisions({ at, eventSeq: event, ticker });
  return { status: 200, body: { ok: true, ...found } satisfies NearDecisionsReply };
});

/** What the record says of one market: how long it stayed flat and why, its offers, what it earned. */
export const lastMarket: Handler = reading(lifeQuery, async ({ ticker }, call) => {
  const life = lifeOf(await call.context.decisions.marketLife(ticker));
  return { status: 200, body: { ok: true, life } satisfies LastMarketReply };
});

/** Offers raised in a span, newest first, each with the result of its market: how the operator's answers did. */
export const listOffers: Handler = reading(offerQuery, async (span, call) => {
  const rows = await call.context.decisions.listOffers({ ...span, limit: OFFERS + 1 });
  const reply: OfferListReply = {
    ...{ ok: true, rows: rows.slice(0, OFFERS) },
    isCut: rows.length > OFFERS,
  };
  return { status: 200, body: { ...reply } };
});
