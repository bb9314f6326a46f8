// What is stored of one market: offers, fills, bookings. In: a ticker. Out: the record of its life.
import { z } from 'zod';
import { APPROVAL_STATES } from '#lib/domain/approval.ts';
import type { LifeRecord } from '#lib/domain/market-life.ts';
import type { Database } from './client.ts';
import { Prisma } from './generated/client.ts';
import { settledColumns, settledOf } from './read-settled.ts';

const sums = z.tuple([
  z.object({
    fills: z.number(),
    net: z.number().nullable(),
    memo: z.string().nullable(),
    yes: z.boolean().nullable(),
  }),
]);

/** All of it as of one moment. */
export async function readMarketLife(db: Database, ticker: string): Promise<LifeRecord> {
  const [offers, money] = await db.$transaction(
    [
      db.$queryRaw<unknown[]>`
        SELECT DISTINCT ON (id) state FROM approvals WHERE ticker = ${ticker} ORDER BY id, version DESC`,
      db.$queryRaw<unknown[]>`
        SELECT (SELECT count(*) FROM fills WHERE ticker = ${ticker})::float8 AS fills,
          (SELECT -sum(e.amount) FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
            WHERE t.ticker = ${ticker} AND e.account IN ('realised', 'fees'))::float8 AS net,
          ${settledColumns(Prisma.sql`${ticker}::text`)}`,
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  const [{ fills, net, memo, yes }] = sums.parse(money);
  return {
    offers: z
      .array(z.object({ state: z.enum(APPROVAL_STATES) }))
      .parse(offers)
      .map(({ state }) => state),
    ...{ fills, netMicro: net, isSettled: settledOf(memo, yes) !== null },
  };
}
