// Settled quotes, read back for the console. In: environment and span. Out: the quote-store port.
import { z } from 'zod';
import type { QuoteStore } from '#server/ports/quote-store.ts';
import type { Database } from './client.ts';

/** Of each bucket: as many as the engine itself fits on. */
const MOST = 2_000;

const chance = z.number().min(0).max(1);
const rows = z.array(
  z.object({
    ticker: z.string(),
    bucketSeconds: z.int(),
    closeAt: z.number(),
    yes: z.boolean(),
    mid: chance,
    tree: chance.nullable(),
    sequence: chance.nullable(),
    combined: chance,
    calibrated: chance,
    blended: chance,
    place: z.number(),
  }),
);

/** Newest of each bucket, oldest first. A row that does not decode fails the reading: a score without it would be another. */
export function createQuoteStore(db: Database, most = MOST): QuoteStore {
  return {
    readQuotes: async ({ environment, from }) => {
      const found = rows.parse(
        await db.$queryRaw`
          SELECT ticker, bucket_seconds AS "bucketSeconds", close_at_ms::float8 AS "closeAt",
            (quote->>'yes')::boolean AS yes, (quote->>'mid')::float8 AS mid,
            (quote->>'tree')::float8 AS tree, (quote->>'sequence')::float8 AS sequence,
            (quote->>'model')::float8 AS combined, (quote->>'calibrated')::float8 AS calibrated,
            (quote->>'blended')::float8 AS blended, place::float8 AS place
          FROM (
            SELECT *, row_number() OVER (PARTITION BY bucket_seconds ORDER BY seq DESC) AS place
            FROM settled_quotes
            WHERE environment = ${environment} AND (${from}::float8 IS NULL OR close_at_ms >= ${from}::float8)) newest
          WHERE place <= ${most + 1} ORDER BY seq`,
      );
      return {
        rows: found.filter(({ place }) => place <= most).map(({ place: _, ...quote }) => quote),
        limit: most,
        isCut: found.some(({ place }) => place > most),
      };
    },
  };
}
