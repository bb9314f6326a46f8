// The report as CSV, for a spreadsheet. In: the report, live positions. Out: lines, a header row first, units in its names.
import { csvLine } from '#lib/csv.ts';
import { count, countToWire } from '#lib/domain/count.ts';
import { money, moneyToWire } from '#lib/domain/money.ts';
import { price, priceToWire } from '#lib/domain/price.ts';
import { PNL_GROUPINGS, type PnlFill, type PnlGroup, type PnlSum } from '#lib/wire/pnl-http.ts';
import { seriesName, totalsOf, unrealisedBy } from '#lib/wire/position-totals.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import type { PnlReport } from './pnl-report.ts';

const BREAKDOWN_HEADER = [
  ...['grouping', 'group', 'range_from_utc', 'range_to_utc'],
  ...['realised_before_fees_usd', 'fees_usd', 'net_usd', 'unrealised_now_usd'],
  ...['bookings_count', 'has_external_contracts'],
];
const FILLS_HEADER = [
  ...['filled_at_utc', 'market', 'side_of_yes_book', 'yes_price_usd', 'contracts', 'fee_usd'],
  ...[
    'fee_or_price_corrected',
    'liquidity',
    'order_purpose',
    'decision_id',
    'trade_id',
    'order_id',
  ],
];

function usd(micro: number | null): string | null {
  return micro === null ? null : moneyToWire(money(micro));
}

function utc(at: number | null): string {
  return at === null ? 'first booking' : new Date(at).toISOString();
}

/** Unrealised of one group: of the market groupings alone, for an open contract has no hour and no order of its own. */
function unrealisedColumns(positions: readonly PositionRow[] | null) {
  const rows = positions ?? [];
  const byMarket = unrealisedBy(rows, (row) => row.ticker);
  const bySeries = unrealisedBy(rows, (row) => seriesName(row.ticker));
  return {
    total: positions === null ? null : totalsOf(positions).unrealisedMicro,
    of: (grouping: string, key: string): number | null =>
      (grouping === 'market' ? byMarket : grouping === 'series' ? bySeries : null)?.get(key) ??
      null,
  };
}

/** Total first, then every grouping. `positions` null: the engine has not told its positions. */
export function* breakdownLines(
  report: PnlReport,
  positions: readonly PositionRow[] | null,
): Generator<string, void, undefined> {
  const range = [utc(report.cut?.from ?? report.from), utc(report.to)];
  const unrealised = unrealisedColumns(positions);
  const line = (
    names: readonly string[],
    sum: PnlSum & Pick<PnlGroup, 'bookings'>,
    rest: { readonly unrealised: number | null; readonly isExternal: boolean },
  ) =>
    csvLine([
      ...[...names, ...range],
      ...[usd(sum.realisedMicro), usd(sum.feesMicro), usd(sum.netMicro), usd(rest.unrealised)],
      ...[sum.bookings, rest.isExternal],
    ]);
  yield csvLine(BREAKDOWN_HEADER);
  const isExternal = report.groups.market.some((group) => group.isExternal);
  const whole = { ...report.total, bookings: report.bookings };
  yield line(['total', 'all'], whole, { unrealised: unrealised.total, isExternal });
  for (const grouping of PNL_GROUPINGS)
    for (const group of report.groups[grouping])
      yield line([grouping, group.key], group, {
        unrealised: unrealised.of(grouping, group.key),
        isExternal: group.isExternal,
      });
}

/** Every fill that was read, newest first. */
export function* fillLines(fills: readonly PnlFill[]): Generator<string, void, undefined> {
  yield csvLine(FILLS_HEADER);
  for (const fill of fills)
    yield csvLine([
      ...[utc(fill.at), fill.ticker, fill.side, priceToWire(price(fill.price))],
      ...[countToWire(count(fill.count)), usd(fill.feeMicro), fill.isCorrected],
      ...[fill.isTaker ? 'taker' : 'maker', fill.purpose, fill.decisionId],
      ...[fill.tradeId, fill.venueOrderId],
    ]);
}
