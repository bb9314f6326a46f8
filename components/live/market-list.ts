// The ladder's skeleton: events with their markets in strike order, without prices. Changes only when markets come or go.
import type { Series } from '#lib/domain/market.ts';
import type { TopicTable } from '#lib/wire/envelope.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import type { LiveView } from './use-live.ts';

export interface MarketEntry {
  readonly ticker: string;
  readonly strikeCents: number | null;
  readonly isTrading: boolean;
}

export interface MarketEvent {
  readonly event: string;
  readonly series: Series;
  readonly closeAt: number;
  /** False once no market of the event can trade any more: settling or settled. */
  readonly isTrading: boolean;
  /** Highest strike first. */
  readonly markets: readonly MarketEntry[];
}

const OVER: ReadonlySet<string> = new Set([
  'closed',
  'determined',
  'disputed',
  'amended',
  'finalized',
]);

/** The strike a row is sorted and drawn by: its own, or the cap of a lower tail. */
function strikeOf(row: LadderRow): number | null {
  return row.strikeCents ?? row.capCents;
}

function byStrike(left: MarketEntry, right: MarketEntry): number {
  const gap =
    (right.strikeCents ?? Number.NEGATIVE_INFINITY) -
    (left.strikeCents ?? Number.NEGATIVE_INFINITY);
  return Number.isNaN(gap) || gap === 0 ? left.ticker.localeCompare(right.ticker) : gap;
}

/** Trading events first, soonest close first; then the ones that settle, latest first. */
function byTurn(left: MarketEvent, right: MarketEvent): number {
  if (left.isTrading !== right.isTrading) return left.isTrading ? -1 : 1;
  const gap = left.closeAt - right.closeAt;
  return left.isTrading ? gap : -gap;
}

/** Groups the rows of the ladder topic by event. */
export function listEvents(rows: Readonly<Record<string, LadderRow>>): readonly MarketEvent[] {
  const groups = new Map<string, { first: LadderRow; markets: MarketEntry[] }>();
  for (const [ticker, row] of Object.entries(rows)) {
    const group = groups.get(row.event) ?? { first: row, markets: [] };
    groups.set(row.event, group);
    group.markets.push({
      ticker,
      strikeCents: strikeOf(row),
      isTrading: !OVER.has(row.status) && row.result === null,
    });
  }
  return [...groups]
    .map(([event, { first, markets }]) => ({
      event,
      series: first.series,
      closeAt: first.closeAt,
      isTrading: markets.some((market) => market.isTrading),
      markets: markets.sort(byStrike),
    }))
    .sort(byTurn);
}

/**
 * The market to show when nobody chose one: of the soonest trading event, the strike nearest to `spotUsd`.
 * Null while there is no market at all.
 */
export function defaultMarket(
  events: readonly MarketEvent[],
  spotUsd: number | null,
): string | null {
  const markets = events[0]?.markets ?? [];
  const distance = (market: MarketEntry) =>
    market.strikeCents === null || spotUsd === null
      ? Number.MAX_VALUE
      : Math.abs(market.strikeCents / 100 - spotUsd);
  const nearest = [...markets].sort((left, right) => distance(left) - distance(right))[0];
  return nearest?.ticker ?? null;
}

const NO_EVENTS: readonly MarketEvent[] = [];

function select(table: TopicTable<'ladder'> | null): readonly MarketEvent[] | null {
  if (table === null) return null;
  const events = listEvents(table.rows);
  return events.length === 0 ? NO_EVENTS : events;
}

function equal(left: readonly MarketEvent[] | null, right: readonly MarketEvent[] | null): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

/** Null while no snapshot of the ladder has arrived. */
export const EVENTS_VIEW: LiveView<'ladder', readonly MarketEvent[] | null> = {
  topic: 'ladder',
  select,
  equal,
};
