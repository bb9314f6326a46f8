// The latest fills, newest first. In: the list of them. Out: rows a trader can reconcile by hand.
'use client';
import { purposeOf, purposesOf } from '#components/live/order-purposes.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { PanelContent } from '#components/ui/panel.tsx';
import type { OrderPurpose } from '#lib/domain/order.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatClock } from '#lib/format/duration.ts';
import { formatMoney } from '#lib/format/money.ts';
import { formatCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { FillRow } from '#lib/wire/trade-rows.ts';
import type { FillList } from './use-fill-list.ts';

const COLUMNS: readonly Column[] = [
  { key: 'at', name: 'UTC', look: 'w-[62px] text-left' },
  { key: 'trade', name: 'Trade', look: 'text-left' },
  { key: 'contracts', name: 'Contracts', look: 'w-[56px]' },
  { key: 'price', name: '¢', look: 'w-[40px]' },
  { key: 'fee', name: 'Fee', look: 'w-[46px]' },
];

function FillLine({ row, purpose }: { row: FillRow; purpose: OrderPurpose }) {
  const words = tradeWords(row, purpose);
  return (
    <tr
      data-testid="fill-row"
      data-ticker={row.ticker}
      title={`${row.ticker}, ${row.isTaker ? 'taker' : 'maker'}`}
    >
      <td className="num text-left text-2xs text-ink-faint">{formatClock(row.at)}</td>
      <td className="truncate text-left text-xs">
        {words.verb}{' '}
        <span className={row.side === 'bid' ? 'text-bid' : 'text-ask'}>{words.outcome}</span>
      </td>
      <td className="num text-xs">{formatContracts(row.count)}</td>
      <td className="num text-xs">{formatCents(words.price)}</td>
      <td className="num text-xs text-ink-soft">{formatMoney(row.feeMicro)}</td>
    </tr>
  );
}

export interface FillsTableProps {
  readonly list: FillList;
}

export function FillsTable({ list }: FillsTableProps) {
  const orders = useTopic('orders');
  const purposes = purposesOf(orders);
  return (
    <PanelContent state={list.state}>
      <DataTable caption="Fills, newest first" columns={COLUMNS}>
        <RowsByPlace
          rows={list.rows}
          draw={(row) => <FillLine row={row} purpose={purposeOf(row, purposes)} />}
        />
      </DataTable>
    </PanelContent>
  );
}
