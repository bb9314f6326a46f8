// Start-up recovery: everything the core needs to know about the past, from one consistent reading.

import { orderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { intendedOrder, mayStillFill, ORDER_STATES, type Order } from '#lib/domain/order.ts';
import type { StoredState } from '#server/ports/ledger-store.ts';
import type { Database } from './client.ts';
import {
  storedApproval,
  storedCensus,
  storedFill,
  storedIncident,
  storedLatch,
  storedModelSwitch,
  storedOrder,
  storedQuote,
  storedRequest,
  storedTransaction,
} from './stored-schema.ts';

const DAY_MS = 86_400_000;
/** Closed orders and their fills stay known this long: late fills and repeated reads still find their order (F48). */
const RECENT_MS = 7 * DAY_MS;
/** No market of ours is open longer than a week: every fill of a recent order is younger than this. */
const FILLS_MS = 2 * RECENT_MS;
/** Decisions that led to no order are kept this long. */
const DECISIONS_MS = 14 * DAY_MS;
/** Settled quotes read back a bucket: as many as the core keeps. */
const QUOTES_A_BUCKET = 2_000;
/** Incidents read back: what is open, then what waits for a person, then the newest others. */
const INCIDENTS = 200;

/**
 * Reads orders that may still fill (an intent without an order is one) and those of the last seven days, with their fills; all ledger transactions; the latch
 * that stands; approvals of this UTC day and any still open; the newest settled quotes of each bucket. Throws on a row that does not decode (F88).
 */
export async function loadState(db: Database): Promise<StoredState> {
  const now = await databaseNow(db);
  const open = ORDER_STATES.filter(mayStillFill);
  const recent = BigInt(now - RECENT_MS);
  const [
    orders,
    lone,
    transactions,
    fills,
    latches,
    releases,
    approvals,
    group,
    quotes,
    census,
    switches,
    incidents,
  ] = await db.$transaction(
    [
      db.order.findMany({
        where: { OR: [{ state: { in: open } }, { updatedAtMs: { gte: recent } }] },
        orderBy: { createdAtMs: 'asc' },
      }),
      db.$queryRaw<{ request: unknown; at: number }[]>`
        SELECT request, floor(extract(epoch FROM committed_at) * 1000)::float8 AS at FROM intents
        WHERE NOT EXISTS (SELECT FROM orders WHERE orders.client_order_id = intents.client_order_id)
        ORDER BY committed_at`,
      db.ledgerTransaction.findMany({
        orderBy: { seq: 'asc' },
        include: { entries: { orderBy: { position: 'asc' } } },
      }),
      db.fill.findMany({
        where: { venueAtMs: { gte: BigInt(now - FILLS_MS) } },
        orderBy: { seq: 'asc' },
      }),
      db.killLatch.findMany({ orderBy: { seq: 'desc' }, select: { id: true, latch: true } }),
      db.killRelease.findMany({ select: { latchId: true } }),
      db.approval.findMany({
        where: {
          OR: [
            { raisedAtMs: { gte: BigInt(now - (now % DAY_MS)) } },
            { expiresAtMs: { gte: BigInt(now) } },
          ],
        },
        orderBy: [{ raisedAtMs: 'asc' }, { id: 'asc' }, { version: 'asc' }],
      }),
      db.orderGroup.findFirst({ orderBy: { seq: 'desc' } }),
      db.$queryRaw<{ quote: unknown }[]>`
        SELECT quote FROM (
          SELECT seq, quote, row_number() OVER (PARTITION BY environment, bucket_seconds ORDER BY seq DESC) AS place
          FROM settled_quotes) newest
        WHERE place <= ${QUOTES_A_BUCKET} ORDER BY seq`,
      db.$queryRaw<{ counts: unknown }[]>`SELECT counts FROM check_census`,
      db.$queryRaw<unknown[]>`
        SELECT DISTINCT ON (model) model, is_on AS "isOn", at_ms::float8 AS at, by, reason
        FROM model_switches ORDER BY model, seq DESC`,
      db.$queryRaw<{ incident: unknown }[]>`
        SELECT incident FROM incidents
        ORDER BY (ended_at_ms IS NULL) DESC, (severity = 'critical' AND acknowledged_at_ms IS NULL) DESC,
          begun_at_ms DESC, id DESC LIMIT ${INCIDENTS}`,
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  const latestApprovals = new Map(approvals.map((row) => [row.id, row.approval]));
  return {
    orderGroupId: group === null ? null : orderGroupId(group.orderGroupId),
    orders: [...orders.map((row) => storedOrder.parse(row)), ...lone.map(loneIntent)],
    transactions: transactions.map((row) => storedTransaction.parse(row)),
    fills: fills.map((row) => storedFill.parse(row)),
    latch: standingLatch(latches, new Set(releases.map((row) => row.latchId))),
    approvals: [...latestApprovals.values()].map((json) => storedApproval.parse(json)),
    modelSwitches: switches.map((row) => storedModelSwitch.parse(row)),
    // Nothing decides by them: one that cannot be read is left out, it stays where it is stored.
    incidents: incidents.flatMap((row) => storedIncident.safeParse(row.incident).data ?? []),
    census: census.flatMap((row) => storedCensus.parse(row.counts)),
    evidence: quotes.map((row) => storedQuote.parse(row.quote)),
  };
}

/**
 * An intent whose order was never written: the process ended between its commit and the next one (F43–F46). It may stand
 * at the venue, so it comes back as intended, to be found there or proved absent.
 */
function loneIntent(row: { readonly request: unknown; readonly at: number }): Order {
  return intendedOrder(storedRequest.parse(row.request), wallMs(row.at));
}

/** The newest latch that nobody released, as it stood last; null when all were released (I4). */
function standingLatch(
  newestFirst: readonly { readonly id: string; readonly latch: unknown }[],
  released: ReadonlySet<string>,
): KillLatch | null {
  const standing = newestFirst.find((row) => !released.has(row.id));
  return standing === undefined ? null : storedLatch.parse(standing.latch);
}

/** Removes decisions past their time, except those an order came from (I8). */
export async function pruneDecisions(db: Database): Promise<number> {
  const before = BigInt((await databaseNow(db)) - DECISIONS_MS);
  return db.$executeRaw`
    DELETE FROM decisions WHERE at_ms < ${before} AND id NOT IN (SELECT decision_id FROM intents)`;
}

/** Unix ms by the database's clock. */
async function databaseNow(db: Database): Promise<number> {
  const rows = await db.$queryRaw<{ now: number }[]>`
    SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`;
  return rows[0]?.now ?? Number.NaN;
}
