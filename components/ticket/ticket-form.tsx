// One ticket from opening to the server's word. In: market, how to close. Out: one command under one id, frozen in flight.
'use client';
import { type CommandButton, useReadOnly } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';
import { TicketAnswer } from './ticket-answer.tsx';
import { type Draft, TRADE_NAME, ticketOf } from './ticket-draft.ts';
import { TicketFields } from './ticket-fields.tsx';
import { TicketGate } from './ticket-gate.tsx';
import { TicketTerms } from './ticket-terms.tsx';
import { type OpenTicket, useTicket } from './use-ticket.ts';
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

interface SendRowProps {
  readonly open: OpenTicket;
  readonly isPending: boolean;
  readonly onClose: () => void;
}

/** "Buy 5 YES at 46¢": what the press does, in the order a trader says it. */
function sendText({ draft, result }: OpenTicket): string {
  const [verb, outcome] = TRADE_NAME[draft.trade].split(' ');
  const again = result?.kind === 'unknown' ? 'Send again: ' : '';
  return `${again}${verb} ${draft.contracts} ${outcome} at ${draft.price}¢`;
}

function SendRow({ open, isPending, onClose }: SendRowProps) {
  const readOnly = useReadOnly();
  return (
    <div className="mt-2 flex items-center justify-end gap-2">
      {readOnly !== null && (
        <span className="mr-auto text-xs text-severity-warning">{readOnly}</span>
      )}
      <Button
        data-cancel=""
        className="h-8"
        disabled={isPending}
        onClick={onClose}
        data-testid="ticket-cancel"
      >
        {open.result === null ? 'Cancel' : 'Close'}
      </Button>
      {open.result?.kind !== 'accepted' && (
        <Button
          type="submit"
          intent="go"
          className="h-8 min-w-44"
          data-testid="ticket-send"
          disabled={readOnly !== null || open.ticket === null}
          isPending={isPending}
        >
          {isPending ? 'Sending' : sendText(open)}
        </Button>
      )}
    </div>
  );
}

export function TicketForm({ ticker, command, onClose }: TicketFormProps) {
  const open = useTicket(ticker, command);
  const { draft, result } = open;
  const seen = useTicketLook(open.isFrozen ? null : open.ticket);
  return (
    <form onSubmit={open.submit}>
      <fieldset disabled={open.isFrozen}>
        <TicketFields
          draft={draft}
          onDraft={open.change}
          row={open.row}
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
          <TicketAnswer result={result} id={open.id} />
        )}
      </div>
      <SendRow open={open} isPending={command.isPending} onClose={onClose} />
    </form>
  );
}
