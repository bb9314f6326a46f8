// The memory of one open ticket: what is written, under which id it goes, what the server said. In: market, command. Out: state.
'use client';
import { type FormEvent, useState } from 'react';
import type { CommandButton } from '#components/live/use-command.ts';
import { useLiveRow } from '#components/live/use-live.ts';
import type { Ticket } from '#lib/domain/ticket.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import { type Draft, openingDraft, ticketOf } from './ticket-draft.ts';
import { resultOf, type TicketResult } from './ticket-result.ts';

export interface OpenTicket {
  readonly id: string;
  readonly draft: Draft;
  readonly row: LadderRow | undefined;
  /** Null while a field cannot be read. */
  readonly ticket: Ticket | null;
  readonly result: TicketResult | null;
  /** In flight, accepted, or of unknown end: only the very same order may go again then. */
  readonly isFrozen: boolean;
  readonly change: (draft: Draft) => void;
  readonly submit: (event: FormEvent) => void;
}

/**
 * The id is made when the ticket opens; a definite no ends it, so what is changed or sent next is a new ticket. Once a
 * try went unanswered no later no ends it: only the very same order goes under it, until the server says yes.
 */
export function useTicket(ticker: string, command: CommandButton): OpenTicket {
  const row = useLiveRow('ladder', ticker);
  const [id, setId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(() => openingDraft(row));
  const [isRetry, setIsRetry] = useState(false);
  const result = resultOf(command.outcome, isRetry);
  const isAccepted = result?.kind === 'accepted';
  const isUnknown = result?.kind === 'unknown';
  const isFrozen = command.isPending || isAccepted || isUnknown;
  const ticket = ticketOf(draft, ticker);
  return {
    ...{ id, draft, row, ticket, result, isFrozen },
    change(next) {
      if (isFrozen) return;
      setDraft(next);
      if (result === null) return;
      setId(crypto.randomUUID());
      command.reset();
    },
    submit(event) {
      event.preventDefault();
      if (ticket === null || isAccepted || command.isPending) return;
      const sentId = result === null || isUnknown ? id : crypto.randomUUID();
      setId(sentId);
      setIsRetry(isUnknown);
      command.send({ body: { kind: 'manual-order', ticket }, id: sentId });
    },
  };
}
