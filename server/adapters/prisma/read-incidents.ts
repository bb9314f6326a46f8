// Stored incidents, read back for the console. In: a page. Out: the incident-store port.
import { z } from 'zod';
import type { IncidentStore } from '#server/ports/incident-store.ts';
import type { Cursor } from '#server/ports/order-store.ts';
import type { Database } from './client.ts';
import { storedIncident } from './stored-schema.ts';

/** Before every row that there is. */
const BEGIN: Cursor = { at: Number.MAX_SAFE_INTEGER, id: '' };

const rows = z.array(z.object({ id: z.string(), begunAt: z.number(), incident: z.unknown() }));

/** Reads only. The place in the list is the begin: it never changes, so no page repeats or skips a row. */
export function createIncidentStore(db: Database): IncidentStore {
  return {
    listIncidents: async ({ after, limit }) => {
      const { at, id } = after ?? BEGIN;
      const found = rows.parse(
        await db.$queryRaw`
          SELECT id, begun_at_ms::float8 AS "begunAt", incident FROM incidents
          WHERE (begun_at_ms, id) < (${BigInt(at)}, ${id})
          ORDER BY begun_at_ms DESC, id DESC LIMIT ${limit}`,
      );
      const read = found.flatMap(({ incident }) => storedIncident.safeParse(incident).data ?? []);
      const last = found.at(-1);
      const isLast = last === undefined || found.length < limit;
      return {
        rows: read,
        unreadable: found.length - read.length,
        next: isLast ? null : { at: last.begunAt, id: last.id },
      };
    },
  };
}
