// What the gate says of a ticket while it is written: asked on each change and every second. Out: the look, or why none.
'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchTicketLook } from '#components/live/api-client.ts';
import type { Ticket } from '#lib/domain/ticket.ts';
import type { TicketLook } from '#lib/wire/ticket-http.ts';

const EVERY_MS = 1_000;

export interface SeenLook {
  /** The last look there was; null before the first. */
  readonly look: TicketLook | null;
  /** True when the look is about this very ticket and the gate answers. */
  readonly isCurrent: boolean;
  readonly problem: string | null;
}

/** Null asks nothing: the ticket cannot be read yet, or is being sent. */
export function useTicketLook(ticket: Ticket | null): SeenLook {
  const query = useQuery({
    queryKey: ['ticket', ticket],
    queryFn: async () => {
      if (ticket === null) throw new Error('there is no ticket to ask about');
      const reply = await fetchTicketLook(ticket);
      if (!reply.ok) throw new Error(reply.text);
      return reply.look;
    },
    enabled: ticket !== null,
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return {
    look: query.data ?? null,
    isCurrent: ticket !== null && query.isSuccess && !query.isPlaceholderData,
    problem: query.error?.message ?? null,
  };
}
