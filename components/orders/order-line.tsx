// One order: state as a word in its own drawing, side and outcome, price, fill, and a cancel button while it may fill.
'use client';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { Button } from '#components/ui/button.tsx';
import { clientOrderId } from '#lib/domain/ids.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatClock } from '#lib/format/duration.ts';
import { formatCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';
import { askedWord, isCancellable, truthOf } from './order-view.ts';
import { StateMark } from './state-mark.tsx';

export interface OrderLineProps {
  readonly row: OrderRow;
}

function CancelButton({ row }: OrderLineProps) {
  const command = useCommand();
  const readOnly = useReadOnly();
  const refusal = refusalOf(command.outcome);
  return (
    <>
      <Button
        className="h-4.5 px-1.5 text-2xs"
        disabled={readOnly !== null}
        isPending={command.isPending}
        title={readOnly ?? refusal ?? 'Ask the venue to cancel'}
        aria-label={`Cancel order ${row.clientOrderId}`}
        onClick={() =>
          command.send({
            body: { kind: 'cancel-order', clientOrderId: clientOrderId(row.clientOrderId) },
          })
        }
      >
        {refusal === null ? 'Cancel' : 'Refused'}
      </Button>
      {refusal !== null && (
        <span role="alert" className="sr-only">
          {refusal}
        </span>
      )}
    </>
  );
}

export function OrderLine({ row }: OrderLineProps) {
  const truth = truthOf(row.state);
  const words = tradeWords(row, row.purpose);
  const title = useMarketTitle(row.ticker);
  const asked = askedWord(row);
  return (
    <tr
      data-testid="order-row"
      data-state={row.state}
      data-client-order-id={row.clientOrderId}
      className={truth === 'over' ? 'text-ink-faint' : ''}
      title={`${row.state} · ${asked === null ? '' : `${asked} · `}${row.ticker} · ${row.note} · ${formatClock(row.createdAt)} UTC · ${row.timeInForce}`}
    >
      <td className="text-left">
        <StateMark state={row.state} />
      </td>
      <td className="truncate text-left text-xs">
        {words.verb}{' '}
        <span className={truth === 'over' ? '' : row.side === 'bid' ? 'text-bid' : 'text-ask'}>
          {words.outcome}
        </span>{' '}
        {asked !== null && (
          <span data-testid="order-asked" className="text-2xs text-ink-soft">
            {asked}{' '}
          </span>
        )}
        <span className="text-ink-faint">{title}</span>
      </td>
      <td className="num text-xs">{formatCents(words.price)}</td>
      <td className="num text-xs">
        {formatContracts(row.filled)}/{formatContracts(row.count)}
      </td>
      <td>{isCancellable(row.state) && <CancelButton key={row.clientOrderId} row={row} />}</td>
    </tr>
  );
}
