// The server's word on a ticket and, once there is one, its order as the engine tells it. Accepted is no fill.
'use client';
import { useLiveRow } from '#components/live/use-live.ts';
import { commandId } from '#lib/domain/ids.ts';
import { ticketOrderId } from '#lib/domain/ticket.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import type { TicketResult } from './ticket-result.ts';

export interface TicketAnswerProps {
  readonly result: TicketResult;
  /** The id the ticket was opened with. */
  readonly id: string;
}

const TONE: Readonly<Record<TicketResult['kind'], string>> = {
  accepted: 'text-severity-warning',
  denied: 'text-severity-critical',
  'not-sent': 'text-severity-critical',
  unknown: 'text-severity-critical',
};

const WORD: Readonly<Record<TicketResult['kind'], string>> = {
  accepted: 'Accepted',
  denied: 'Denied',
  'not-sent': 'Not sent',
  unknown: 'Unknown',
};

function OrderLine({ id }: { readonly id: string }) {
  const order = useLiveRow('orders', ticketOrderId(commandId(id)));
  if (order === undefined) return <p className="text-ink-soft">No order of it is told yet.</p>;
  return (
    <p data-testid="ticket-order" data-state={order.state} className="text-ink">
      Order <strong>{order.state}</strong>, filled {formatContracts(order.filled)} of{' '}
      {formatContracts(order.count)}
      {order.note === '' ? '' : `: ${order.note}`}
    </p>
  );
}

export function TicketAnswer({ result, id }: TicketAnswerProps) {
  return (
    <div className="h-full overflow-y-auto">
      <p
        role="alert"
        data-testid="ticket-result"
        data-result={result.kind}
        className={TONE[result.kind]}
      >
        <strong>{WORD[result.kind]}.</strong> {result.text}
      </p>
      {(result.kind === 'accepted' || result.kind === 'unknown') && <OrderLine id={id} />}
    </div>
  );
}
