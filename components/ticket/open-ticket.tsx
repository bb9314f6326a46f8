// The ticket as it stands open. In: the market, what ends it. Out: a dialog that traps the focus and not the pointer.
'use client';
import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { useCommand } from '#components/live/use-command.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { TicketForm } from './ticket-form.tsx';

export interface OpenTicketProps {
  readonly ticker: string;
  readonly onClose: () => void;
}

/** Over the chart, without a veil: book, ladder and orders stay in sight. It traps the focus, not the pointer: kill stays pressable. */
export function OpenTicket({ ticker, onClose }: OpenTicketProps) {
  const command = useCommand();
  const popup = useRef<HTMLDivElement>(null);
  const title = useMarketTitle(ticker);
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => !isOpen && !command.isPending && onClose()}
      modal="trap-focus"
      disablePointerDismissal
    >
      <Dialog.Portal>
        <Dialog.Popup
          ref={popup}
          data-testid="ticket"
          data-ticker={ticker}
          initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-cancel]') ?? true}
          className="fixed bottom-20 left-1/2 z-40 max-h-[calc(100dvh-6rem)] w-[min(26rem,calc(100vw-1rem))] -translate-x-1/2 overflow-y-auto rounded-md border border-line-strong bg-surface p-3 shadow-2xl md:top-24 md:bottom-auto md:left-1 md:max-h-[calc(100dvh-7rem)] md:translate-x-0"
        >
          <Dialog.Title className="text-sm font-semibold">Ticket: {title}</Dialog.Title>
          <Dialog.Description className="mb-2 truncate text-2xs text-ink-faint">
            {ticker}. Same gate as the machine; accepted is not filled.
          </Dialog.Description>
          <TicketForm ticker={ticker} command={command} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
