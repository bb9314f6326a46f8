// What the P&L page shows. In: the report, live positions, an instant. Out: spans, rows of the breakdown, addresses of files.
import type { EquityPoint, PnlGroup, PnlGrouping, PnlReply } from '#lib/wire/pnl-http.ts';
import { seriesName, totalsOf, unrealisedBy } from '#lib/wire/position-totals.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';

/** Spans of time, each to now. */
export const SPANS = ['today', '7d', 'all'] as const;
export type Span = (typeof SPANS)[number];

export const SPAN_NAMES: Readonly<Record<Span, string>> = {
  today: 'Today (UTC)',
  '7d': '7 days',
  all: 'All',
};

export const GROUPING_NAMES: Readonly<Record<PnlGrouping, string>> = {
  market: 'Market',
  series: 'Series',
  hour: 'Hour',
  entry: 'Entry',
  booking: 'Booking',
  model: 'Model',
};

/** How each breakdown is to be read. */
export const GROUPING_NOTES: Readonly<Record<PnlGrouping, string>> = {
  market: 'Unrealised is the live figure of the positions.',
  series: 'Unrealised is the live figure of the positions.',
  hour: 'Hour of the day (UTC) in which it was booked, over all days of the span.',
  entry:
    'Verdict of the decision that opened the contracts, how it went in, and why the operator was asked. Contracts leave oldest first; a close is shared out by contracts.',
  booking: 'What booked it: an order of ours by its purpose, a settlement, a correction.',
  model:
    'Members that answered when the contracts were opened. Stored decisions do not name a version: it is not recorded.',
};

const DAY_MS = 86_400_000;

/** Where a span begins, Unix ms: this UTC day, this one and the six before, or null for all time. */
export function fromOf(span: Span, nowMs: number): number | null {
  if (span === 'all') return null;
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return span === 'today' ? today : today - 6 * DAY_MS;
}

/** The span named in an address; today when it names none. */
export function spanOf(text: string | null): Span {
  return SPANS.find((span) => span === text) ?? 'today';
}

/** Address of a file about exactly what the page shows. */
export function fileHref(
  file: 'breakdown' | 'fills',
  { from, to }: Pick<PnlReply, 'from' | 'to'>,
): string {
  const begin = from === null ? '' : `from=${from}&`;
  return `/api/pnl/${file}.csv?${begin}to=${to}`;
}

export interface BreakdownRow extends PnlGroup {
  /** Live, 1e-6 $; null: nothing is open, or an open position has no mark. */
  readonly unrealisedMicro: number | null;
}

/** The groupings whose groups have live positions; an open contract has no hour and no entry of its own. */
const POSITION_KEYS: Partial<Record<PnlGrouping, (row: PositionRow) => string>> = {
  market: (row) => row.ticker,
  series: (row) => seriesName(row.ticker),
};

/** True where unrealised can be told by group. */
export function hasUnrealised(grouping: PnlGrouping): boolean {
  return POSITION_KEYS[grouping] !== undefined;
}

/** Groups of the report with what is open in them now; those with an open position and no booking come last. */
export function breakdownRows(
  report: Pick<PnlReply, 'groups'>,
  grouping: PnlGrouping,
  positions: readonly PositionRow[],
): readonly BreakdownRow[] {
  const keyOf = POSITION_KEYS[grouping];
  const open = new Map(keyOf === undefined ? [] : unrealisedBy(positions, keyOf));
  const rows = report.groups[grouping].map((group): BreakdownRow => {
    const unrealisedMicro = open.get(group.key) ?? null;
    open.delete(group.key);
    return { ...group, unrealisedMicro };
  });
  const unbooked = [...open].map(
    ([key, unrealisedMicro]): BreakdownRow => ({
      ...{ key, realisedMicro: 0, feesMicro: 0, netMicro: 0, bookings: 0, isExternal: false },
      unrealisedMicro,
    }),
  );
  return [...rows, ...unbooked];
}

/** Unrealised of all positions as the positions panel says it; null while they are not there or one has no mark. */
export function unrealisedOf(positions: readonly PositionRow[] | null): number | null {
  return positions === null ? null : totalsOf(positions).unrealisedMicro;
}

/** At most `most` points in even steps, the last one always among them. */
export function twinPoints(points: readonly EquityPoint[], most: number): readonly EquityPoint[] {
  const step = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, index) => (points.length - 1 - index) % step === 0);
}

/** A Unix second with its date: "2026-11-23 14:03:09 UTC". */
export function instantText(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
