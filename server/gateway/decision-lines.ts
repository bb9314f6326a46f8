// A stored decision as a line of the export. In: a line of the list. Out: cells, each number's unit in the name of its column.
import { type CsvCell, csvLine } from '#lib/csv.ts';
import { type Hindsight, hindsightOf } from '#lib/domain/hindsight.ts';
import { responseMs } from '#lib/domain/response-time.ts';
import { exactDecimal } from '#lib/format/decimal.ts';
import type { DecisionLine } from '#lib/wire/decisions-http.ts';

/** 1e-4 $, 1e-2 contracts, 1e-6 $. */
const PRICE_DIGITS = 4;
const COUNT_DIGITS = 2;
const MONEY_DIGITS = 6;

interface Column {
  readonly name: string;
  readonly cell: (line: DecisionLine, later: Hindsight | null) => CsvCell;
}

/** An amount a contract, 1e-4 $, that need not be whole: in dollars to 1e-6. */
function perContract(centiCents: number | null): CsvCell {
  return centiCents === null ? null : (centiCents / 10_000).toFixed(MONEY_DIGITS);
}

function exact(value: number | null, digits: number): CsvCell {
  return value === null ? null : exactDecimal(value, digits);
}

const COLUMNS: readonly Column[] = [
  { name: 'decided_at_utc', cell: ({ at }) => new Date(at).toISOString() },
  { name: 'decision_id', cell: ({ id }) => id },
  { name: 'event_number', cell: ({ eventSeq }) => eventSeq },
  { name: 'ticker', cell: ({ ticker }) => ticker },
  { name: 'verdict', cell: ({ verdict }) => verdict },
  { name: 'why', cell: ({ sentence }) => sentence },
  { name: 'checks_not_passed', cell: ({ stoppedBy }) => stoppedBy.join(' ') },
  { name: 'purpose', cell: ({ trade }) => trade?.purpose ?? null },
  { name: 'yes_book_side', cell: ({ trade }) => trade?.side ?? null },
  { name: 'yes_price_usd', cell: ({ trade }) => exact(trade?.price ?? null, PRICE_DIGITS) },
  {
    name: 'yes_average_price_usd',
    cell: ({ trade }) => perContract(trade?.averagePrice ?? null),
  },
  { name: 'count_contracts', cell: ({ trade }) => exact(trade?.count ?? null, COUNT_DIGITS) },
  { name: 'style', cell: ({ trade }) => trade?.style ?? null },
  {
    name: 'fee_per_contract_usd',
    cell: ({ trade }) => perContract(trade?.feePerContract ?? null),
  },
  { name: 'offer_state', cell: ({ offer }) => offer?.state ?? null },
  {
    name: 'offer_answered_after_s',
    cell: ({ offer }) => {
      const ms = offer === null ? null : responseMs(offer);
      return ms === null ? null : ms / 1_000;
    },
  },
  { name: 'result', cell: ({ settled }) => settled?.result ?? null },
  { name: 'yes_paid_usd', cell: ({ settled }) => exact(settled?.yesPayout ?? null, PRICE_DIGITS) },
  {
    name: 'if_taken_net_per_contract_usd',
    cell: (_, later) => perContract(later?.perContract ?? null),
  },
  {
    name: 'if_taken_net_whole_usd',
    cell: (_, later) => exact(later?.totalMicro ?? null, MONEY_DIGITS),
  },
];

/** The names of the columns. */
export const DECISION_HEAD: string = csvLine(COLUMNS.map(({ name }) => name));

/** One decision; what is not known is an empty cell. */
export function decisionLine(line: DecisionLine): string {
  const later = hindsightOf(line.trade, line.settled);
  return csvLine(COLUMNS.map(({ cell }) => cell(line, later)));
}
