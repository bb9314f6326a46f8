// A stored fill as a line of the export. In: a fill. Out: cells; every number exact, its unit in the name of its column.
import { type CsvCell, csvLine } from '#lib/csv.ts';
import { exactDecimal } from '#lib/format/decimal.ts';
import type { StoredFillRow } from '#lib/wire/orders-http.ts';

/** 1e-4 $, 1e-2 contracts, 1e-6 $. */
const PRICE_DIGITS = 4;
const COUNT_DIGITS = 2;
const MONEY_DIGITS = 6;

interface FillColumn {
  readonly name: string;
  readonly cell: (fill: StoredFillRow) => CsvCell;
}

const COLUMNS: readonly FillColumn[] = [
  { name: 'venue_time_utc', cell: ({ at }) => new Date(at).toISOString() },
  { name: 'ticker', cell: ({ ticker }) => ticker },
  { name: 'purpose', cell: ({ purpose }) => purpose },
  { name: 'yes_book_side', cell: ({ side }) => side },
  { name: 'yes_price_usd', cell: ({ price }) => exactDecimal(price, PRICE_DIGITS) },
  { name: 'count_contracts', cell: ({ count }) => exactDecimal(count, COUNT_DIGITS) },
  { name: 'fee_usd', cell: ({ feeMicro }) => exactDecimal(feeMicro, MONEY_DIGITS) },
  { name: 'liquidity', cell: ({ isTaker }) => (isTaker ? 'taker' : 'maker') },
  { name: 'trade_id', cell: ({ tradeId }) => tradeId },
  { name: 'venue_order_id', cell: ({ venueOrderId }) => venueOrderId },
  { name: 'client_order_id', cell: ({ clientOrderId }) => clientOrderId },
];

/** The names of the columns. */
export const FILL_HEAD: string = csvLine(COLUMNS.map(({ name }) => name));

/** One fill; empty cells where no order of ours is known to it. */
export function fillLine(fill: StoredFillRow): string {
  return csvLine(COLUMNS.map(({ cell }) => cell(fill)));
}
