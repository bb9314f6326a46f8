// How a market settled, as this database knows it. In: text of a booking and what evidence kept. Out: result and payout, or null.
import type { Settled } from '#lib/domain/hindsight.ts';
import { Prisma } from './generated/client.ts';

/** The memo of a settlement, or of its correction: "yes:10000", "settlement corrected to no:0". */
const TERMS = /(?:^|\s)(yes|no|scalar|void):(\d+)$/;

/**
 * Columns `memo` and `yes` of the market `ticker`: its newest booking that names terms (a fill that was told anew is a
 * correction too), and a settled quote.
 */
export function settledColumns(ticker: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    (SELECT t.memo FROM ledger_transactions t WHERE t.ticker = ${ticker} AND t.kind IN ('settlement', 'correction')
        AND t.memo ~ '(^|\\s)(yes|no|scalar|void):[0-9]+$'
      ORDER BY t.seq DESC LIMIT 1) AS memo,
    (SELECT (q.quote->>'yes')::boolean FROM settled_quotes q WHERE q.ticker = ${ticker} LIMIT 1) AS yes`;
}

/** The booking is what the venue paid by; evidence knows yes and no alone. A memo that says neither counts as none. */
export function settledOf(memo: string | null, yes: boolean | null): Settled | null {
  const [, result, payout] = TERMS.exec(memo ?? '') ?? [];
  if (result === 'void') return { result, yesPayout: null };
  if (result === 'yes' || result === 'no' || result === 'scalar')
    return { result, yesPayout: Number(payout) };
  if (yes === null) return null;
  return yes ? { result: 'yes', yesPayout: 10_000 } : { result: 'no', yesPayout: 0 };
}
