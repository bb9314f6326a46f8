// The report of a span. In: stored rows, in any order. Out: totals, groups, curve, fills; the same whatever the order was.
import type { PnlFill, PnlReply } from '#lib/wire/pnl-http.ts';
import type { Booked, FillFacts, PnlRows, PnlSpan } from '#server/ports/pnl-store.ts';
import { equityCurve } from './equity-curve.ts';
import { groupResults, type Result, sumOf } from './group-results.ts';
import { bookingOfFill, correctedFill, traceOpenings } from './trace-openings.ts';

/** The report with every fill of the span. */
export type PnlReport = Omit<PnlReply, 'ok'>;

/** Fees of the corrections to each fill, by the id of its booking. */
function correctionsOf(booked: readonly Booked[]): ReadonlyMap<string, number> {
  const fees = new Map<string, number>();
  for (const { id, fees: fee } of booked) {
    const original = correctedFill(id);
    if (original !== null) fees.set(original, (fees.get(original) ?? 0) + fee);
  }
  return fees;
}

function fillRow(fill: FillFacts, corrections: ReadonlyMap<string, number>): PnlFill {
  const { fee, ...rest } = fill;
  const correction = corrections.get(bookingOfFill(fill));
  return { ...rest, feeMicro: fee + (correction ?? 0), isCorrected: correction !== undefined };
}

function newestFirst(left: PnlFill, right: PnlFill): number {
  return (
    right.at - left.at ||
    right.tradeId.localeCompare(left.tradeId) ||
    right.venueOrderId.localeCompare(left.venueOrderId)
  );
}

/** A booking about a market; money that came or went is no result. */
function isTrading({ ticker, realised, fees }: Booked): boolean {
  return ticker !== null || realised !== 0 || fees !== 0;
}

/** Bookings and fills with from ≤ at < to are in it; what is older only tells who opened what was closed. */
export function pnlReport(rows: PnlRows, span: PnlSpan): PnlReport {
  const from = rows.cutFrom ?? span.from;
  const isInside = ({ at }: { readonly at: number }) =>
    (from === null || at >= from) && at < span.to;
  const fills = new Map(rows.fills.map((fill) => [bookingOfFill(fill), fill]));
  const shares = traceOpenings(rows.booked, fills);
  const inside = rows.booked.filter(isInside);
  const results = inside.filter(isTrading).map((booking): Result => {
    const { realised, fees } = booking;
    const nobody = [{ opening: { kind: 'not-recorded' as const }, realised, fees }];
    return {
      booking,
      fill: fills.get(booking.id),
      shares: shares.get(booking.seq) ?? nobody,
    };
  });
  const corrections = correctionsOf(rows.booked);
  const shown = rows.fills
    .filter(isInside)
    .map((fill) => fillRow(fill, corrections))
    .sort(newestFirst);
  return {
    from: span.from,
    to: span.to,
    cut: rows.cutFrom === null ? null : { from: rows.cutFrom, limit: rows.limit },
    total: sumOf(results.map(({ booking }) => booking)),
    bookings: results.length,
    groups: groupResults(results, rows.decisions),
    equity: equityCurve(inside, { from, equityMicro: rows.equityBefore }),
    externals: rows.externals,
    fills: shown,
    fillCount: shown.length,
  };
}
