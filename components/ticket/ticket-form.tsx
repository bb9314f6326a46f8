// One ticket from opening to the server's word. In: market, how to close. Out: one command under one id, frozen in flight.
'use client';
import { type FormEvent, useState } from 'react';
import { type CommandButton, useReadOnly } from '#components/live/use-command.ts';
import { useLiveRow } from '#components/live/use-live.ts';
import { Button } from '#components/ui/button.tsx';
import { TicketAnswer } from './ticket-answer.tsx';
import { type Draft, openingDraft, TRADE_NAME, ticketOf } from './ticket-draft.ts';
import { TicketFields } from './ticket-fields.tsx';
import { TicketGate } from './ticket-gate.tsx';
import { resultOf } from './ticket-result.ts';
import { TicketTerms } from './ticket-terms.tsx';
import { useTicketLook } from './use-ticket-look.ts';

export interface TicketFormProps {
  readonly ticker: string;
  /** Of the dialog: nothing closes it while it waits. */
  readonly command: CommandButton;
  readonly onClose: () => void;
}

function faultOf(draft: Draft): string | null {
  if (ticketOf({ ...draft, price: '50' }, 'x') === null) return 'Contracts must be a whole number';
  if (ticketOf(draft, 'x') === null) return 'The price must lie between 0 and 100 ¢';
  return null;
}

export function TicketForm({ ticker, command, onClose }: TicketFormProps) {
  const row = useLiveRow('ladder', ticker);
  const [id, setId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(() => openingDraft(row));
  const readOnly = useReadOnly();
  const result = resultOf(command.outcome);
  const isOver = result?.kind === 'accepted';
  // After an unknown end only the very same order may go again.
  const isFrozen = command.isPending || isOver || result?.kind === 'unknown';
  const ticket = ticketOf(draft, ticker);
  const seen = useTicketLook(isFrozen ? null : ticket);
  const trade = TRADE_NAME[draft.trade];

  function begin(next: Draft) {
    setDraft(next);
    // A definite no is the end of that ticket: what is sent next is another one.
    if (result !== null) {
      setId(crypto.randomUUID());
      command.reset();
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ticket === null || isOver) return;
    const isAgain = result?.kind === 'unknown';
    const sentId = result === null || isAgain ? id : crypto.randomUUID();
    setId(sentId);
    command.send({ body: { kind: 'manual-order', ticket }, id: sentId });
  }

  return (
    <form onSubmit={submit}>
      <fieldset disabled={isFrozen}>
        <TicketFields
          draft={draft}
          onDraft={begin}
          row={row}
          grid={seen.look?.ticker === ticker ? seen.look.grid : null}
        />
      </fieldset>
      <TicketTerms
        look={seen.look}
        isExit={draft.trade.startsWith('sell')}
        isOnNo={draft.trade === 'buy-no' || draft.trade === 'sell-yes'}
        isCurrent={seen.isCurrent}
      />
      {/* One height for both: the button below must not move under the finger. */}
      <div className="mt-2 h-28 border-t border-line pt-1.5 text-xs">
        {result === null ? (
          <TicketGate seen={seen} fault={faultOf(draft)} />
        ) : (
          <TicketAnswer result={result} id={id} />
        )}
      </div>
      <div className="mt-2 flex items-center justify-end gap-2">
        {readOnly !== null && (
          <span className="mr-auto text-xs text-severity-warning">{readOnly}</span>
        )}
        <Button
          data-cancel=""
          className="h-8"
          disabled={command.isPending}
          onClick={onClose}
          data-testid="ticket-cancel"
        >
          {result === null ? 'Cancel' : 'Close'}
        </Button>
        {!isOver && (
          <Button
            type="submit"
            intent="go"
            className="h-8 min-w-44"
            data-testid="ticket-send"
            disabled={readOnly !== null || ticket === null}
            isPending={command.isPending}
          >
            {command.isPending
              ? 'Sending'
              : `${result?.kind === 'unknown' ? 'Send again: ' : ''}${trade} ${draft.contracts} at ${draft.price}¢`}
          </Button>
        )}
      </div>
    </form>
  );
}
