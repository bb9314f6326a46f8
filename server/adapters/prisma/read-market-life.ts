// What is stored of one market: offers, fills, bookings. In: a ticker. Out: the record of its life.
import { z } from 'zod';
import { APPROVAL_STATES } from '#lib/domain/approval.ts';
import type { LifeRecord } from '#lib/domain/market-life.ts';
import type { Database } from './client.ts';

const sums = z.tuple([
  z.object({
    sent: z.number(),
    fills: z.number(),
    net: z.number().nullable(),
    isBooked: z.boolean(),
  }),
]);

/** All of it as of one moment. What the venue is known to have decided says nothing about what has been paid. */
export async function readMarketLife(db: Database, ticker: string): Promise<LifeRecord> {
  const [offers, money] = await db.$transaction(
    [
      db.$queryRaw<unknown[]>`
        SELECT DISTINCT ON (id) state FROM approvals WHERE ticker = ${ticker} ORDER BY id, version DESC`,
      db.$queryRaw<unknown[]>`
        SELECT (SELECT count(*) FROM orders
            WHERE ticker = ${ticker} AND state NOT IN ('intended', 'denied'))::float8 AS sent,
          (SELECT count(*) FROM fills WHERE ticker = ${ticker})::float8 AS fills,
          (SELECT -sum(e.amount) FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
            WHERE t.ticker = ${ticker} AND e.account IN ('realised', 'fees'))::float8 AS net,
          (SELECT count(*) > 0 AND (bool_or(kind = 'settlement') OR sum(contracts) = 0)
            FROM ledger_transactions WHERE ticker = ${ticker}) AS "isBooked"`,
    ],
    { isolationLevel: 'RepeatableRead' },
  );
  const [{ sent, fills, net, isBooked }] = sums.parse(money);
  return {
    offers: z
      .array(z.object({ state: z.enum(APPROVAL_STATES) }))
      .parse(offers)
      .map(({ state }) => state),
    ...{ sent, fills, netMicro: net, isBooked },
  };
}
