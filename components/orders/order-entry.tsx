// One stored order of the list: a row that opens to its whole life. In: the row. Out: one table row, or two.
'use client';
import { useId, useState } from 'react';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { instantText } from '#components/ui/instant-text.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatFee } from '#lib/format/money.ts';
import { formatCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';
import { OrderLifeView } from './order-life.tsx';
import { askedWord, truthOf } from './order-view.ts';
import { StateMark } from './state-mark.tsx';

export interface OrderEntryProps {
  readonly row: OrderRow;
  /** Columns of the table: the life goes across all of them. */
  readonly columns: number;
  readonly onMarket: (ticker: string) => void;
}

/** No room on a phone; the opened order tells them all. */
const WIDE_ONLY = 'max-md:overflow-hidden max-md:px-0';

export function OrderEntry({ row, columns, onMarket }: OrderEntryProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const title = useMarketTitle(row.ticker);
  const words = tradeWords(row, row.purpose);
  const [day = '', time = ''] = instantText(row.createdAt).split(' ');
  const asked = askedWord(row);
  const how = [...(asked === null ? [] : [asked]), row.note].filter(Boolean).join(' · ');
  const isOver = truthOf(row.state) === 'over';
  return (
    <>
      <tr
        data-testid="stored-order"
        data-state={row.state}
        data-client-order-id={row.clientOrderId}
        className={isOver ? 'text-ink-soft' : ''}
      >
        <th scope="row" className="num text-left text-xs font-normal">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
            className="h-full w-full text-left hover:text-ink"
          >
            <span aria-hidden="true" className="inline-block w-3 text-ink-faint">
              {isOpen ? '▾' : '▸'}
            </span>
            <span className="max-md:sr-only">{day} </span>
            {time.slice(0, 8)}
            <span className="sr-only">{time.slice(8)} UTC, its whole life</span>
          </button>
        </th>
        <td className="text-left">
          <StateMark state={row.state} />
        </td>
        <td className="text-left text-xs">
          {words.verb}{' '}
          <span className={isOver ? '' : row.side === 'bid' ? 'text-bid' : 'text-ask'}>
            {words.outcome}
          </span>
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
        <td className="num text-xs">{formatCents(words.price)}</td>
        <td className="num text-xs">
          {formatContracts(row.filled)}/{formatContracts(row.count)}
        </td>
        <td className={`num text-xs ${WIDE_ONLY}`}>{formatFee(row.feesMicro)}</td>
        <td className={`num text-xs text-ink-faint ${WIDE_ONLY}`}>
          {instantText(row.updatedAt).slice(11, 19)}
        </td>
        <td className={`truncate text-left text-2xs text-ink-soft ${WIDE_ONLY}`} title={how}>
          {how}
        </td>
      </tr>
      {isOpen && (
        <tr id={id}>
          <td colSpan={columns} className="bg-sunken py-1 text-left whitespace-normal">
            <OrderLifeView clientOrderId={row.clientOrderId} seenAt={row.updatedAt} />
          </td>
        </tr>
      )}
    </>
  );
}
