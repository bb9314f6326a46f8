// The whole life of one order: what it is, every state it had, its fills, its intent, decision and approval.
'use client';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatFee } from '#lib/format/money.ts';
import { formatCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { OrderEventRow, OrderLife, StoredFillRow } from '#lib/wire/orders-http.ts';
import { approvalText, intentFacts, orderFacts } from './life-view.ts';
import { StateMark } from './state-mark.tsx';
import { useOrderLife } from './use-order-lists.ts';

export interface OrderLifeViewProps {
  readonly clientOrderId: string;
  /** The last change that anybody here knows of, Unix ms; 0 = none. */
  readonly seenAt: number;
}

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';

const EVENT_COLUMNS: readonly Column[] = [
  { key: 'at', name: 'When, UTC', look: 'w-[92px] text-left' },
  { key: 'state', name: 'State', look: 'w-[70px] text-left' },
  { key: 'filled', name: 'Filled', look: 'w-[48px]' },
  { key: 'left', name: 'Left', look: 'w-[48px]' },
  { key: 'note', name: 'Note', look: 'text-left' },
];

const FILL_COLUMNS: readonly Column[] = [
  { key: 'at', name: 'When, UTC', look: 'w-[92px] text-left' },
  { key: 'contracts', name: 'Contracts', look: 'w-[58px]' },
  { key: 'price', name: '¢', look: 'w-[40px]' },
  { key: 'fee', name: 'Fee', look: 'w-[58px]' },
  { key: 'liquidity', name: 'Liquidity', look: 'w-[54px] text-left' },
  { key: 'trade', name: 'Trade id', look: 'text-left max-md:hidden' },
];

/** "14:03:09.120"; the day is in the facts beside it. */
function clockOf(atMs: number): string {
  return instantText(atMs).slice(11, 23);
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="px-2 pt-1 text-2xs font-semibold text-ink-soft">{title}</h3>
      {children}
    </section>
  );
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="p-2 text-xs text-ink-faint">{children}</p>;
}

function EventLine({ event }: { readonly event: OrderEventRow }) {
  return (
    <tr data-testid="order-event" data-state={event.state} title={instantText(event.at)}>
      <th scope="row" className="num text-left text-xs font-normal">
        {clockOf(event.at)}
      </th>
      <td className="text-left">
        <StateMark state={event.state} />
      </td>
      <td className="num text-xs">{formatContracts(event.filled)}</td>
      <td className="num text-xs text-ink-faint">{formatContracts(event.remaining)}</td>
      <td className="truncate text-left text-xs text-ink-soft" title={event.note}>
        {event.note}
      </td>
    </tr>
  );
}

function Events({ events }: { readonly events: readonly OrderEventRow[] }) {
  if (events.length === 0)
    return <Nothing>Nothing but the intent is stored: nothing has been heard of it yet.</Nothing>;
  return (
    <DataTable caption="States of the order, oldest first" columns={EVENT_COLUMNS}>
      <tbody>
        {events.map((event) => (
          <EventLine key={event.seq} event={event} />
        ))}
      </tbody>
    </DataTable>
  );
}

function FillLine({ fill, life }: { readonly fill: StoredFillRow; readonly life: OrderLife }) {
  return (
    <tr data-testid="order-fill" title={instantText(fill.at)}>
      <th scope="row" className="num text-left text-xs font-normal">
        {clockOf(fill.at)}
      </th>
      <td className="num text-xs">{formatContracts(fill.count)}</td>
      <td className="num text-xs">{formatCents(tradeWords(fill, life.order.purpose).price)}</td>
      <td className="num text-xs">{formatFee(fill.feeMicro)}</td>
      <td className="text-left text-xs">{fill.isTaker ? 'taker' : 'maker'}</td>
      <td className="num truncate text-left text-2xs text-ink-faint max-md:hidden">
        {fill.tradeId}
      </td>
    </tr>
  );
}

function Fills({ life }: { readonly life: OrderLife }) {
  if (life.fills.length === 0) return <Nothing>No fill of this order is stored.</Nothing>;
  return (
    <DataTable caption="Fills of the order, oldest first" columns={FILL_COLUMNS}>
      <tbody>
        {life.fills.map((fill) => (
          <FillLine key={fill.seq} fill={fill} life={life} />
        ))}
      </tbody>
    </DataTable>
  );
}

function Decision({ order, hasDecision }: OrderLife) {
  if (!hasDecision) return `${order.decisionId}: not stored`;
  return (
    <a href={`/decisions/${order.decisionId}`} data-testid="order-decision" className={LINK}>
      {order.decisionId}
    </a>
  );
}

function Found({ life }: { readonly life: OrderLife }) {
  const origin = [
    { name: 'Decision', value: <Decision {...life} /> },
    { name: 'Approval', value: approvalText(life) },
  ];
  return (
    <div className="grid gap-x-4 md:grid-cols-2 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_minmax(0,6fr)]">
      <Part title="Order">
        <Facts facts={orderFacts(life)} />
      </Part>
      <div className="min-w-0">
        <Part title="Every state it had">
          <Events events={life.events} />
        </Part>
        <Part title="Fills">
          <Fills life={life} />
        </Part>
      </div>
      <Part title="Where it came from">
        <Facts facts={[...origin, ...intentFacts(life)]} />
      </Part>
    </div>
  );
}

export function OrderLifeView({ clientOrderId, seenAt }: OrderLifeViewProps) {
  const { data, refetch } = useOrderLife(clientOrderId, seenAt);
  if (data === undefined) return <Nothing>Reading the order…</Nothing>;
  if (data.ok)
    return (
      <div data-testid="order-life" data-client-order-id={clientOrderId}>
        <Found life={data.life} />
      </div>
    );
  return (
    <p role="alert" className="flex items-center gap-3 p-2 text-xs text-ink-soft">
      {data.text}
      <Button onClick={() => void refetch()}>Try again</Button>
    </p>
  );
}
