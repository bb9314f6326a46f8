// The latest fills, newest first. In: the fills topic. Out: rows a trader can reconcile by hand.
'use client';
import { purposeOf, purposesOf } from '#components/live/order-purposes.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { PanelNotice } from '#components/ui/panel.tsx';
import type { OrderPurpose } from '#lib/domain/order.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatClock } from '#lib/format/duration.ts';
import { formatMoney } from '#lib/format/money.ts';
import { formatCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { FillRow } from '#lib/wire/topics.ts';

const SHOWN = 60;

function FillLine({ row, purpose }: { row: FillRow; purpose: OrderPurpose }) {
  const words = tradeWords(row, purpose);
  return (
    <tr
      data-testid="fill-row"
      data-ticker={row.ticker}
      title={`${row.ticker}, ${row.isTaker ? 'taker' : 'maker'}`}
    >
      <td className="num text-left text-2xs text-ink-faint">{formatClock(row.at)}</td>
      <td className="text-left text-xs">
        {words.verb}{' '}
        <span className={row.side === 'bid' ? 'text-bid' : 'text-ask'}>{words.outcome}</span>
      </td>
      <td className="num text-xs">{formatContracts(row.count)}</td>
      <td className="num text-xs">{formatCents(words.price)}</td>
      <td className="num text-xs text-ink-soft">{formatMoney(row.feeMicro)}</td>
    </tr>
  );
}

export function FillsTable() {
  const topic = useTopic('fills');
  const orders = useTopic('orders');
  if (topic.kind === 'loading') return <PanelNotice>Waiting for the first snapshot</PanelNotice>;
  if (topic.rows.length === 0) return <PanelNotice>No fills in this session.</PanelNotice>;
  const purposes = purposesOf(orders);
  const rows = topic.rows.toSorted((left, right) => right.at - left.at).slice(0, SHOWN);
  return (
    <table className="data-table">
      <caption className="sr-only">Fills, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className="text-left">
            UTC
          </th>
          <th scope="col" className="text-left">
            Trade
          </th>
          <th scope="col">Contracts</th>
          <th scope="col">¢</th>
          <th scope="col">Fee</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <FillLine
            key={`${row.tradeId} ${row.clientOrderId}`}
            row={row}
            purpose={purposeOf(row, purposes)}
          />
        ))}
      </tbody>
    </table>
  );
}
