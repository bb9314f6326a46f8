// Stored fills, newest first, and the way to all of them as a file. In: a filter. Out: a table, page by page.
'use client';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import { ListFoot } from '#components/ui/list-foot.tsx';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatFee } from '#lib/format/money.ts';
import { formatCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { StoredFillRow } from '#lib/wire/orders-http.ts';
import { filterHref, type OrderFilter } from './order-filter.ts';
import { useStoredFills } from './use-order-lists.ts';

export interface FillListProps {
  readonly filter: OrderFilter;
  readonly onMarket: (ticker: string) => void;
}

const COLUMNS: readonly Column[] = [
  { key: 'at', name: 'Filled, UTC', look: 'w-[168px] text-left max-md:w-[66px]' },
  { key: 'trade', name: 'Trade', look: 'w-[62px] text-left' },
  { key: 'market', name: 'Market', look: 'text-left md:w-[24%]' },
  { key: 'contracts', name: 'Contracts', look: 'w-[62px]' },
  { key: 'price', name: '¢', look: 'w-[44px]' },
  { key: 'fee', name: 'Fee', look: 'w-[66px]' },
  { key: 'liquidity', name: 'Liquidity', look: 'w-[60px] text-left max-md:hidden' },
  { key: 'order', name: 'Order', look: 'text-left max-md:hidden' },
];

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';

interface LineProps extends FillListProps {
  readonly row: StoredFillRow;
}

/** A fill whose order is not known reads as an entry, as on the desk, and says so. */
function Line({ row, filter, onMarket }: LineProps) {
  const title = useMarketTitle(row.ticker);
  const words = tradeWords(row, row.purpose ?? 'enter');
  const [day = '', time = ''] = instantText(row.at).split(' ');
  const order = row.clientOrderId;
  return (
    <tr data-testid="stored-fill" data-trade-id={row.tradeId} title={`trade ${row.tradeId}`}>
      <th scope="row" className="num text-left text-xs font-normal">
        <span className="max-md:sr-only">{day} </span>
        {time.slice(0, 8)}
        <span className="max-md:sr-only">{time.slice(8)}</span>
      </th>
      <td className="text-left text-xs">
        {words.verb}{' '}
        <span className={row.side === 'bid' ? 'text-bid' : 'text-ask'}>{words.outcome}</span>
      </td>
      <td className="truncate text-left text-xs">
        <button
          type="button"
          title={`${row.ticker}: only this market`}
          onClick={() => onMarket(row.ticker)}
          className="max-w-full truncate text-left text-ink-soft hover:text-ink hover:underline"
        >
          {title}
        </button>
      </td>
      <td className="num text-xs">{formatContracts(row.count)}</td>
      <td className="num text-xs">{formatCents(words.price)}</td>
      <td className="num text-xs">{formatFee(row.feeMicro)}</td>
      <td className="text-left text-xs max-md:hidden">{row.isTaker ? 'taker' : 'maker'}</td>
      <td className="num truncate text-left text-2xs max-md:hidden">
        {order === null ? (
          <span className="text-severity-warning">no order of ours is known</span>
        ) : (
          <a href={filterHref({ ...filter, view: 'orders', order })} className={LINK}>
            {order}
          </a>
        )}
      </td>
    </tr>
  );
}

export function FillList({ filter, onMarket }: FillListProps) {
  const query = useStoredFills(filter);
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <DataTable caption="Stored fills, newest first" columns={COLUMNS}>
        <tbody>
          {rows.map((row) => (
            <Line key={row.seq} row={row} filter={filter} onMarket={onMarket} />
          ))}
        </tbody>
      </DataTable>
      <ListFoot
        query={query}
        count={rows.length}
        noun="fills"
        empty="No fills of this kind are stored."
      />
    </>
  );
}
