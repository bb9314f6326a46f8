// Stored decisions, read back for the console. In: an id, a search or a moment. Out: the decision-store port.
import { z } from 'zod';
import { ORDER_STATES } from '#lib/domain/order.ts';
import { VERDICTS } from '#lib/domain/verdict.ts';
import type { NearDecision } from '#lib/wire/decisions-http.ts';
import type {
  DecisionFilter,
  DecisionMoment,
  DecisionOutcome,
  DecisionPage,
  DecisionStore,
} from '#server/ports/decision-store.ts';
import type { Database } from './client.ts';
import { Prisma } from './generated/client.ts';
import { readMarketLife } from './read-market-life.ts';
import { settledColumns } from './read-settled.ts';
import { storedDecision } from './stored-decision.ts';
import { storedLine, storedOffer } from './stored-line.ts';

const LINE = Prisma.sql`
  SELECT d.id, d.ticker, d.at_ms::float8 AS at, d.event_seq::float8 AS "eventSeq", d.verdict,
    coalesce(d.decision->>'sentence', '') AS sentence,
    jsonb_path_query_array(d.decision, '$.checks[*] ? (@.outcome != "pass").id') AS "stoppedBy",
    nullif(d.decision->'candidate', 'null') AS candidate, nullif(d.decision->'intent', 'null') AS intent,
    (SELECT a.approval FROM approvals a WHERE a.approval->>'decisionId' = d.id
      ORDER BY a.version DESC LIMIT 1) AS offer,
    ${settledColumns(Prisma.sql`d.ticker`)}
  FROM decisions d`;

function kindIs(kind: NonNullable<DecisionFilter['kind']>): Prisma.Sql {
  return kind === 'vetoed' || kind === 'expired'
    ? Prisma.sql`d.id IN (SELECT a.approval->>'decisionId' FROM approvals a WHERE a.state = ${kind})`
    : Prisma.sql`d.verdict = ${kind}`;
}

/** Ids are told in parts by people, and whole by orders and offers. */
function textIs(text: string): Prisma.Sql {
  return Prisma.sql`(strpos(lower(d.id), ${text}) > 0 OR strpos(lower(d.ticker), ${text}) > 0
    OR starts_with(d.hash, ${text})
    OR d.id IN (SELECT i.decision_id FROM intents i LEFT JOIN orders o USING (client_order_id)
      WHERE lower(i.client_order_id) = ${text} OR lower(i.approval_id) = ${text} OR lower(o.venue_order_id) = ${text})
    OR d.id IN (SELECT a.approval->>'decisionId' FROM approvals a WHERE lower(a.id) = ${text}))`;
}

/** Series, close and strike: a whole ticker is looked up in its index, a part of one is searched for. */
const WHOLE_TICKER = /^[A-Z0-9]+-\d\d[A-Z]{3}\d{2,6}-[\w.]+$/;

function tickerIs(ticker: string): Prisma.Sql {
  return WHOLE_TICKER.test(ticker)
    ? Prisma.sql`d.ticker = ${ticker}`
    : Prisma.sql`strpos(lower(d.ticker), ${ticker.toLowerCase()}) > 0`;
}

function conditions(filter: DecisionFilter): readonly Prisma.Sql[] {
  const { ticker, series, kind, check, from, to, text } = filter;
  return [
    Prisma.sql`true`,
    ...(ticker === null ? [] : [tickerIs(ticker)]),
    ...(series === null ? [] : [Prisma.sql`starts_with(d.ticker, ${`${series}-`})`]),
    ...(kind === null ? [] : [kindIs(kind)]),
    ...(check === null
      ? []
      : [
          Prisma.sql`jsonb_path_query_array(d.decision, '$.checks[*] ? (@.outcome != "pass").id') @> to_jsonb(ARRAY[${check}]::text[])`,
        ]),
    ...(from === null ? [] : [Prisma.sql`d.at_ms >= ${BigInt(from)}`]),
    ...(to === null ? [] : [Prisma.sql`d.at_ms < ${BigInt(to)}`]),
    ...(text === null ? [] : [textIs(text)]),
  ];
}

/** Many markets are judged in one instant, and one market twice: time alone would lose or swap some of them. */
async function listLines(db: Database, page: DecisionPage) {
  const { after, limit } = page;
  const beyond =
    after === null
      ? []
      : [
          Prisma.sql`(d.at_ms, d.event_seq, d.id) <
            (SELECT last.at_ms, last.event_seq, last.id FROM decisions last WHERE last.id = ${after})`,
        ];
  const rows = await db.$queryRaw<unknown[]>`
    ${LINE} WHERE ${Prisma.join([...conditions(page), ...beyond], ' AND ')}
    ORDER BY d.at_ms DESC, d.event_seq DESC, d.id DESC LIMIT ${limit}`;
  return z.array(storedLine).parse(rows);
}

const decidedOrder = z.object({
  clientOrderId: z.string(),
  purpose: z.enum(['enter', 'exit']),
  state: z.enum(ORDER_STATES),
  fills: z.array(
    z.object({
      side: z.enum(['bid', 'ask']),
      price: z.number(),
      count: z.number(),
      fee: z.number(),
    }),
  ),
});

async function readOutcome(db: Database, id: string): Promise<DecisionOutcome | null> {
  const [lines, orders] = await db.$transaction(
    [
      db.$queryRaw<unknown[]>`${LINE} WHERE d.id = ${id}`,
      // What was intended and never written may stand at the venue: it is told as intended.
      db.$queryRaw<unknown[]>`
        SELECT i.client_order_id AS "clientOrderId", i.purpose, coalesce(o.state, 'intended') AS state,
          coalesce((SELECT json_agg(json_build_object('side', f.side, 'price', f.price, 'count', f.count, 'fee', f.fee)
              ORDER BY f.seq)
            FROM fills f
            WHERE f.client_order_id = i.client_order_id OR f.venue_order_id = o.venue_order_id), '[]') AS fills
        FROM intents i LEFT JOIN orders o USING (client_order_id)
        WHERE i.decision_id = ${id} ORDER BY i.committed_at, i.client_order_id`,
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  const [line] = lines;
  if (line === undefined) return null;
  return { line: storedLine.parse(line), orders: z.array(decidedOrder).parse(orders) };
}

const near: z.ZodType<NearDecision> = z.object({
  ...{ id: z.string(), ticker: z.string(), at: z.number(), eventSeq: z.number() },
  verdict: z.enum(VERDICTS),
});

async function readNear(db: Database, { at, eventSeq, ticker }: DecisionMoment) {
  const columns = Prisma.sql`SELECT id, ticker, at_ms::float8 AS at, event_seq::float8 AS "eventSeq", verdict FROM decisions`;
  const own = ticker === null ? Prisma.sql`true` : Prisma.sql`ticker = ${ticker}`;
  const place = Prisma.sql`(${BigInt(at)}::bigint, ${BigInt(eventSeq)}::bigint)`;
  const [before, after] = await db.$transaction([
    db.$queryRaw<unknown[]>`${columns} WHERE ${own} AND (at_ms, event_seq) < ${place}
      ORDER BY at_ms DESC, event_seq DESC, id DESC LIMIT 1`,
    db.$queryRaw<unknown[]>`${columns} WHERE ${own} AND (at_ms, event_seq) > ${place}
      ORDER BY at_ms, event_seq, id LIMIT 1`,
  ]);
  const read = (rows: readonly unknown[]) => (rows.length === 0 ? null : near.parse(rows[0]));
  return { previous: read(before), next: read(after) };
}

/** A row that does not decode is told apart from one that is not there: missing is not zero. */
export function createDecisionStore(db: Database): DecisionStore {
  return {
    findDecision: async (id) => {
      const row = await db.decision.findUnique({ where: { id }, select: { decision: true } });
      if (row === null) return { kind: 'none' };
      const read = storedDecision.safeParse(row.decision);
      return read.success
        ? { kind: 'found', decision: read.data }
        : { kind: 'unreadable', reason: z.prettifyError(read.error) };
    },
    listDecisions: (page) => listLines(db, page),
    decisionOutcome: (id) => readOutcome(db, id),
    nearDecisions: (moment) => readNear(db, moment),
    marketLife: (ticker) => readMarketLife(db, ticker),
    listOffers: async ({ from, to, limit }) =>
      z.array(storedOffer).parse(
        await db.$queryRaw`
          SELECT o.approval, nullif(d.decision->'candidate', 'null') AS candidate,
            ${settledColumns(Prisma.sql`o.ticker`)}
          FROM (SELECT DISTINCT ON (a.raised_at_ms, a.id) a.* FROM approvals a
            WHERE (${from}::float8 IS NULL OR a.raised_at_ms >= ${from}::float8)
              AND (${to}::float8 IS NULL OR a.raised_at_ms < ${to}::float8)
            ORDER BY a.raised_at_ms DESC, a.id DESC, a.version DESC LIMIT ${limit}) o
          LEFT JOIN decisions d ON d.id = o.approval->>'decisionId'
          ORDER BY o.raised_at_ms DESC, o.id DESC`,
      ),
  };
}
