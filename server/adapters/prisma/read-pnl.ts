// Bookings of a span of time, read back for the console. In: a span. Out: the pnl-store port.
import { z } from 'zod';
import { VERDICTS } from '#lib/domain/verdict.ts';
import type { DecisionFacts, PnlStore } from '#server/ports/pnl-store.ts';
import type { Database } from './client.ts';
import { Prisma } from './generated/client.ts';
import { exactNumber } from './storable.ts';

/**
 * Transactions of a span that are read at most. Measured on two busy cores over a ledger of 100 000: 10 000 took four
 * seconds, and the report half a second of the event loop; half of that is what a page may cost.
 */
const MOST = 5_000;
/** Decisions of one statement: each is unpacked whole, and no statement may take long. */
const DECISIONS_A_STATEMENT = 250;
const MOST_EXTERNALS = 200;
/** Before every booking. */
const ALWAYS = 0n;

const integer = z.bigint().transform(exactNumber);
const purpose = z.enum(['enter', 'exit']).nullable();

const openedRows = z.array(z.object({ seq: z.bigint(), atMs: z.bigint() }));
const cutRows = z.array(z.object({ atMs: integer }));
const beforeRow = z.tuple([z.object({ isBooked: z.boolean(), equity: integer })]);
const bookedRows = z.array(
  z.object({
    seq: integer,
    id: z.string(),
    at: integer,
    kind: z.enum(['opening', 'fill', 'settlement', 'correction', 'transfer']),
    ticker: z.string().nullable(),
    contracts: integer,
    realised: integer,
    fees: integer,
    equity: integer,
  }),
);
const fillRows = z.array(
  z.object({
    tradeId: z.string(),
    venueOrderId: z.string(),
    at: integer,
    ticker: z.string(),
    side: z.enum(['bid', 'ask']),
    price: integer,
    count: integer,
    fee: integer,
    isTaker: z.boolean(),
    purpose,
    decisionId: z.string().nullable(),
  }),
);
const externalRows = z.array(
  z.object({ ticker: z.string(), at: integer, contracts: integer, costMicro: integer }),
);
const decisionRows = z.array(
  z
    .object({
      id: z.string(),
      verdict: z.enum(VERDICTS),
      style: z.enum(['take', 'make']).nullable(),
      flags: z.array(z.string()),
      views: z
        .object({ tree: z.number().nullable(), sequence: z.number().nullable() })
        .nullable()
        .catch(null),
    })
    .transform(({ views, ...row }) => ({
      ...row,
      speakers: views && { tree: views.tree !== null, sequence: views.sequence !== null },
    })),
);

/** Where the books of the account in force begin: their first booking by number, and its instant. */
interface Opened {
  readonly seq: bigint;
  readonly at: bigint;
}

/**
 * A new simulated world is a new account, and its books begin anew. Bookings are told apart by number: what moved money
 * before the opening was read may be booked behind it with an earlier time.
 */
async function openedOf(db: Database): Promise<Opened> {
  const [opened] = openedRows.parse(
    await db.$queryRaw`
      SELECT seq, at_ms AS "atMs" FROM ledger_transactions WHERE kind = 'opening' AND ticker IS NULL ORDER BY seq DESC LIMIT 1`,
  );
  return { seq: opened?.seq ?? ALWAYS, at: opened?.atMs ?? ALWAYS };
}

/** Instants of a span, Unix ms, within the books that begin with number `seq`. */
interface Inside {
  readonly seq: bigint;
  readonly from: bigint;
  readonly to: bigint;
}

/** Transactions of the span. */
const INSIDE = ({ seq, from, to }: Inside) => Prisma.sql`inside AS MATERIALIZED (
  SELECT seq, id, at_ms, kind, ticker, contracts FROM ledger_transactions
  WHERE seq >= ${seq} AND at_ms >= ${from} AND at_ms < ${to})`;

/** The instant from which on no more than `most` transactions stand before `to`; null when that is all of the span. */
async function cutOf(db: Database, span: Inside, most: number): Promise<number | null> {
  const [dropped] = cutRows.parse(
    await db.$queryRaw`
      SELECT at_ms AS "atMs" FROM ledger_transactions
      WHERE seq >= ${span.seq} AND at_ms >= ${span.from} AND at_ms < ${span.to}
      ORDER BY at_ms DESC OFFSET ${most} LIMIT 1`,
  );
  return dropped === undefined ? null : dropped.atMs + 1;
}

async function decisionsOf(db: Database, ids: readonly string[]): Promise<DecisionFacts[]> {
  const found: DecisionFacts[] = [];
  for (let at = 0; at < ids.length; at += DECISIONS_A_STATEMENT) {
    const some = ids.slice(at, at + DECISIONS_A_STATEMENT);
    const rows = await db.$queryRaw`
      SELECT d.id, d.verdict, x.candidate->>'style' AS style, x.explanation->'views' AS views,
        coalesce((SELECT jsonb_agg(flag->>'id' ORDER BY flag->>'id') FROM jsonb_array_elements(x.flags) flag), '[]'::jsonb) AS flags
      FROM decisions d, LATERAL jsonb_to_record(d.decision) AS x(candidate jsonb, explanation jsonb, flags jsonb)
      WHERE d.id = ANY(${some})`;
    found.push(...decisionRows.parse(rows));
  }
  return found;
}

/** Bookings, fills and the state before them are of one instant; decisions never change. */
export function createPnlStore(db: Database, most = MOST): PnlStore {
  return {
    readPnl: async ({ from, to }) => {
      const opened = await openedOf(db);
      const span = { seq: opened.seq, from: from === null ? ALWAYS : BigInt(from), to: BigInt(to) };
      const cutFrom = await cutOf(db, span, most);
      const start = cutFrom === null ? span.from : BigInt(cutFrom);
      const inside = INSIDE({ ...span, from: start });
      const [before, booked, fills, externals] = await db.$transaction(
        [
          db.$queryRaw`
            SELECT EXISTS (SELECT FROM ledger_transactions WHERE seq >= ${opened.seq} AND at_ms < ${start}) AS "isBooked",
              coalesce((SELECT sum(e.amount) FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
                WHERE e.account IN ('cash', 'position-cost') AND t.seq >= ${opened.seq} AND t.at_ms < ${start}), 0)::bigint AS equity`,
          db.$queryRaw`
            WITH ${inside}, chosen AS (
              SELECT * FROM (
                SELECT * FROM inside
                UNION ALL
                SELECT seq, id, at_ms, kind, ticker, contracts FROM ledger_transactions
                WHERE seq >= ${opened.seq} AND at_ms < ${start} AND ticker IN (SELECT DISTINCT ticker FROM inside)) each
              ORDER BY at_ms >= ${start} DESC, seq DESC LIMIT ${2 * most})
            SELECT c.seq, c.id, c.at_ms AS at, c.kind, c.ticker, c.contracts,
              coalesce(-sum(e.amount) FILTER (WHERE e.account = 'realised'), 0)::bigint AS realised,
              coalesce(sum(e.amount) FILTER (WHERE e.account = 'fees'), 0)::bigint AS fees,
              coalesce(sum(e.amount) FILTER (WHERE e.account IN ('cash', 'position-cost')), 0)::bigint AS equity
            FROM chosen c JOIN ledger_entries e ON e.transaction_id = c.id
            GROUP BY c.seq, c.id, c.at_ms, c.kind, c.ticker, c.contracts ORDER BY c.seq`,
          db.$queryRaw`
            WITH ${inside}
            SELECT f.trade_id AS "tradeId", f.venue_order_id AS "venueOrderId", f.venue_at_ms AS at, f.ticker, f.side,
              f.price, f.count, f.fee, f.is_taker AS "isTaker",
              coalesce(v.request, c.request)->>'purpose' AS purpose,
              coalesce(v.request, c.request)->>'decisionId' AS "decisionId"
            FROM fills f LEFT JOIN orders v ON v.venue_order_id = f.venue_order_id
              LEFT JOIN orders c ON c.client_order_id = f.client_order_id
              LEFT JOIN ledger_transactions b ON b.id = 'fill:' || f.trade_id || ':' || f.venue_order_id
            WHERE coalesce(b.seq >= ${opened.seq}, f.venue_at_ms >= ${opened.at})
              AND f.venue_at_ms < ${span.to} AND f.venue_at_ms >= least(${start}, (SELECT min(t.at_ms)
                FROM ledger_transactions t WHERE t.seq >= ${opened.seq} AND t.ticker IN (SELECT DISTINCT ticker FROM inside)))
            ORDER BY f.venue_at_ms DESC, f.seq DESC LIMIT ${2 * most}`,
          db.$queryRaw`
            SELECT t.ticker, t.at_ms AS at, t.contracts,
              coalesce(sum(e.amount) FILTER (WHERE e.account = 'position-cost'), 0)::bigint AS "costMicro"
            FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.transaction_id = t.id
            WHERE t.kind = 'opening' AND t.ticker IS NOT NULL AND t.seq >= ${opened.seq}
            GROUP BY t.seq, t.ticker, t.at_ms, t.contracts ORDER BY t.seq DESC LIMIT ${MOST_EXTERNALS}`,
        ],
        { isolationLevel: 'RepeatableRead' },
      );
      const [{ isBooked, equity }] = beforeRow.parse(before);
      const facts = fillRows.parse(fills);
      const entries = facts.flatMap((fill) =>
        fill.purpose === 'enter' && fill.decisionId !== null ? [fill.decisionId] : [],
      );
      return {
        cutFrom,
        limit: most,
        equityBefore: isBooked ? equity : null,
        booked: bookedRows.parse(booked),
        fills: facts,
        decisions: await decisionsOf(db, [...new Set(entries)]),
        externals: externalRows.parse(externals),
      };
    },
  };
}
