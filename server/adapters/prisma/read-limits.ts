// Stored versions of the limits and what was recorded under them. In: how many, a span. Out: the limit-store port.
import { z } from 'zod';
import { count } from '#lib/domain/count.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { isPlainLimit, LIMIT_RULES, valueProblem } from '#lib/domain/limit-change.ts';
import { VERSION_SOURCES } from '#lib/domain/limit-version.ts';
import { DEFAULT_LIMITS, type Limits } from '#lib/domain/limits.ts';
import { money } from '#lib/domain/money.ts';
import { ENVIRONMENTS } from '#lib/domain/settled-quote.ts';
import type { LimitStore, StoredVersion } from '#server/ports/limit-store.ts';
import type { Database } from './client.ts';

/** Refusals read at most: each is unpacked whole, and no statement may take long. */
const MOST_REFUSALS = 2_000;
const MOST_ENTRIES = 2_000;

const dollars = z.int().nonnegative().transform(money);
const contracts = z.int().nonnegative().transform(count);
const instant = z.int().transform(wallMs);
const number = z.number();

/** The JSON of limits. A limit of another build that is missing here is the built-in one; one out of bounds is refused. */
const storedLimits: z.ZodType<Limits> = z
  .object({
    version: z.int().positive(),
    maxOrderCount: contracts,
    maxMarketExposure: dollars,
    maxEventExposure: dollars,
    maxSeriesExposure: dollars,
    maxTotalExposure: dollars,
    maxDayLoss: dollars,
    maxDayLossGross: dollars,
    maxDrawdown: dollars,
    maxLossStreak: number,
    maxOrdersPer15Seconds: number,
    maxOrdersPerMinute: number,
    maxContractsPer15Seconds: contracts,
    maxContractsPerMinute: contracts,
    minEdge: number,
    minConfidence: number,
    openGuardSeconds: number,
    closeGuardSeconds: number,
    exitBeforeCloseSeconds: number,
    exitVolatilityRatio: number,
    exitEdge: number,
    exitSlippage: number,
    exitPassiveSeconds: number,
    closePassiveSeconds: number,
    flagDisagreement: number,
    maxDisagreement: number,
    flagCount: contracts,
    flagConfidence: number,
    flagFirstOfDay: z.boolean(),
    flagEveryTrade: z.boolean(),
    approvalSeconds: number,
    maxPendingApprovals: number,
    kellyFraction: number,
    orderExpirySeconds: number,
    maxClockSkewMs: number,
    priceCollar: number,
    blackouts: z.array(z.object({ from: instant, to: instant, label: z.string() })),
    calendarUntil: instant.nullable(),
  })
  .partial()
  .transform((stored): Limits => {
    const given = Object.entries(stored).filter(([, value]) => value !== undefined);
    return { ...DEFAULT_LIMITS, ...Object.fromEntries(given) };
  })
  .superRefine((limits, { addIssue }) => {
    for (const id of Object.keys(LIMIT_RULES).filter(isPlainLimit)) {
      const problem = valueProblem(id, limits[id]);
      // The name stands in the path, as for a value of another kind.
      if (problem !== null)
        addIssue({ code: 'custom', path: [id], message: problem.slice(`${id}: `.length) });
    }
  });

const values = z.object({ before: storedLimits, limits: storedLimits });

/** The head of a version always reads: its columns are checked by the table. */
const versionRows = z.array(
  z
    .object({
      ...{ source: z.enum(VERSION_SOURCES), at: instant, by: z.string(), reason: z.string() },
      ...{ version: z.number(), before: z.unknown(), limits: z.unknown() },
    })
    .transform(({ before, limits, ...head }): StoredVersion => {
      const read = values.safeParse({ before, limits });
      return {
        ...head,
        values: read.success
          ? { kind: 'read', ...read.data }
          : { kind: 'unreadable', problem: problemOf(read.error) },
      };
    }),
);
const newestRows = z.array(
  z.object({ version: z.number(), at: z.number().transform(wallMs), limits: z.unknown() }),
);

/** "maxDayLoss: expected number"; where a limit is out of bounds, the rule's own words. */
function problemOf({ issues: [first] }: z.ZodError): string {
  const name = first?.path.join('.') ?? '';
  const words = first?.message ?? 'not limits';
  return name === '' ? words : `${name}: ${words}`;
}

const side = z.enum(['bid', 'ask']);
const check = z.object({
  id: z.string(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
});
const entryRows = z.array(
  z.object({
    clientOrderId: z.string(),
    isYes: z.boolean().nullable(),
    side,
    price: z.number(),
    count: z.number(),
    wasAsked: z.boolean(),
    checks: z.array(check).nullable().catch(null),
    fills: z.array(z.object({ side, price: z.number(), count: z.number(), fee: z.number() })),
  }),
);
const refusalRows = z.array(z.object({ at: z.number(), failed: z.array(check) }));

/** What did not pass in a decision, three fields of each check. */
async function refusalsOf(db: Database, from: bigint, to: bigint) {
  const rows = refusalRows.parse(
    await db.$queryRaw`
      SELECT d.at_ms::float8 AS at, coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', c->'id', 'value', c->'value', 'threshold', c->'threshold'))
        FROM jsonb_array_elements(d.decision->'checks') c WHERE c->>'outcome' <> 'pass'), '[]'::jsonb) AS failed
      FROM decisions d WHERE d.at_ms >= ${from} AND d.at_ms < ${to} AND d.verdict = 'flat'
      ORDER BY d.at_ms DESC LIMIT ${MOST_REFUSALS}`,
  );
  return {
    refusals: rows.map(({ failed }) => ({ failed })),
    refusalsFrom: rows.length < MOST_REFUSALS ? null : (rows.at(-1)?.at ?? null),
  };
}

/** Reads only. */
export function createLimitStore(db: Database): LimitStore {
  return {
    listLimitVersions: async (limit) =>
      versionRows.parse(
        await db.$queryRaw`
          SELECT source, at_ms::float8 AS at, by, reason, version::float8 AS version, before, limits FROM limit_versions
          ORDER BY seq DESC LIMIT ${limit}`,
      ),
    newestLimitEdit: async () => {
      const [row] = newestRows.parse(
        await db.$queryRaw`
          SELECT version::float8 AS version, at_ms::float8 AS at, limits FROM limit_versions
          WHERE source = 'desk' ORDER BY version DESC, seq DESC LIMIT 1`,
      );
      if (row === undefined) return { kind: 'none' };
      const { version, at } = row;
      const read = storedLimits.safeParse(row.limits);
      return read.success
        ? { kind: 'found', at, limits: read.data }
        : { kind: 'unreadable', version, problem: problemOf(read.error) };
    },
    readSpan: async ({ from, to, withRefusals }) => {
      const [begin, end] = [BigInt(from), BigInt(to)];
      const entries = entryRows.parse(
        await db.$queryRaw`
          SELECT o.client_order_id AS "clientOrderId", q.yes AS "isYes", o.request->>'side' AS side,
            (o.request->>'price')::float8 AS price, (o.request->>'count')::float8 AS count,
            o.request->>'approvalId' IS NOT NULL AS "wasAsked",
            CASE WHEN d.id IS NULL THEN NULL ELSE (
              SELECT jsonb_agg(jsonb_build_object('id', c->'id', 'value', c->'value', 'threshold', c->'threshold'))
              FROM jsonb_array_elements(d.decision->'checks') c) END AS checks,
            coalesce((
              SELECT jsonb_agg(jsonb_build_object('side', f.side, 'price', f.price, 'count', f.count, 'fee', f.fee))
              FROM fills f WHERE f.venue_order_id = o.venue_order_id), '[]'::jsonb) AS fills
          FROM orders o
          LEFT JOIN decisions d ON d.id = o.request->>'decisionId'
          LEFT JOIN LATERAL (
            SELECT (s.quote->>'yes')::boolean AS yes FROM settled_quotes s
            WHERE s.environment = ANY(${[...ENVIRONMENTS]}) AND s.ticker = o.ticker
            ORDER BY s.seq DESC LIMIT 1) q ON true
          WHERE o.updated_at_ms >= ${begin} AND o.created_at_ms >= ${begin} AND o.created_at_ms < ${end}
            AND o.request->>'purpose' = 'enter' AND o.state <> 'denied'
          ORDER BY o.created_at_ms DESC LIMIT ${MOST_ENTRIES}`,
      );
      const none = { refusals: [], refusalsFrom: null };
      return { entries, ...(withRefusals ? await refusalsOf(db, begin, end) : none) };
    },
  };
}
