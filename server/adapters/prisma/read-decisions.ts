// Stored decisions, read back for the console. In: an id or a page. Out: the decision-store port.
import { z } from 'zod';
import { VERDICTS } from '#lib/domain/verdict.ts';
import type { DecisionStore } from '#server/ports/decision-store.ts';
import type { Database } from './client.ts';
import { storedDecision } from './stored-decision.ts';

const headings = z.array(
  z.object({
    id: z.string(),
    ticker: z.string(),
    at: z.number(),
    verdict: z.enum(VERDICTS),
    sentence: z.string(),
  }),
);

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
    // Many markets are judged in one instant, and one market twice: time alone would lose or swap some of them.
    listDecisions: async ({ after, ticker, limit }) =>
      headings.parse(
        await db.$queryRaw`
          SELECT id, ticker, at_ms::float8 AS at, verdict, coalesce(decision->>'sentence', '') AS sentence
          FROM decisions
          WHERE (${after}::text IS NULL
              OR (at_ms, event_seq, id) < (SELECT last.at_ms, last.event_seq, last.id FROM decisions last WHERE last.id = ${after}))
            AND (${ticker}::text IS NULL OR ticker = ${ticker})
          ORDER BY at_ms DESC, event_seq DESC, id DESC LIMIT ${limit}`,
      ),
  };
}
