// Stored kills, read back for the console. In: how many. Out: the kill-store port.
import { z } from 'zod';
import type { KillStore } from '#server/ports/kill-store.ts';
import type { Database } from './client.ts';
import { storedLatch } from './stored-schema.ts';

const rows = z.array(
  z.object({
    latch: storedLatch,
    released_at: z.number().nullable(),
    released_by: z.string().nullable(),
    released_why: z.string().nullable(),
  }),
);

/** Each step of a kill is a row of its own: a kill is what its newest row says. */
export function createKillStore(db: Database): KillStore {
  return {
    listKills: async (limit) => {
      const found = rows.parse(
        await db.$queryRaw`
          SELECT newest.latch, kill_releases.at_ms::float8 AS released_at, kill_releases.by AS released_by,
            kill_releases.reason AS released_why
          FROM (SELECT DISTINCT ON (id) id, seq, at_ms, latch FROM kill_latches ORDER BY id, seq DESC) newest
          LEFT JOIN kill_releases ON kill_releases.latch_id = newest.id
          ORDER BY newest.at_ms DESC, newest.seq DESC LIMIT ${limit}`,
      );
      return found.map(({ latch, released_at: at, released_by: by, released_why: reason }) => ({
        ...latch,
        flatten: latch.flatten ?? false,
        release: at === null ? null : { at, by: by ?? '', reason: reason ?? '' },
      }));
    },
  };
}
