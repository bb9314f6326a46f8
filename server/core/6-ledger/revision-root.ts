// The ids of corrections to one fill: a trade comes in, their common root goes out, and the way back.
import type { FillReport } from '#lib/domain/report.ts';

const PREFIX = 'fill-correction:';

/** What the ids of all corrections to this execution begin with; `:1`, `:2` … follow. */
export function revisionRoot(fill: Pick<FillReport, 'tradeId' | 'venueOrderId'>): string {
  return `${PREFIX}${fill.tradeId}:${fill.venueOrderId}`;
}

/** The root of a transaction's id; null when it corrects no fill. */
export function rootOfRevision(id: string): string | null {
  return id.startsWith(PREFIX) ? id.slice(0, id.lastIndexOf(':')) : null;
}
