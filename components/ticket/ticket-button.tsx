// Opens a ticket for the selected market, by button or Ctrl+Enter. Esc and Cancel close it, but not while it is sent.
'use client';
import { Dialog } from '@base-ui/react/dialog';
import { useRef, useState } from 'react';
import { ariaKeys, hotkeyOf } from '#components/live/hotkeys.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useCommand } from '#components/live/use-command.ts';
import { useHotkey } from '#components/live/use-hotkey.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { Button } from '#components/ui/button.tsx';
import { TicketForm } from './ticket-form.tsx';

interface OpenTicketProps {
  readonly ticker: string;
  readonly onClose: () => void;
}

/** Over the chart, without a veil: book, ladder and orders stay in sight. It traps the focus, not the pointer: kill stays pressable. */
function OpenTicket({ ticker, onClose }: OpenTicketProps) {
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

export function TicketButton() {
  const { ticker } = useSelectedMarket();
  const [opened, setOpened] = useState<string | null>(null);
  const open = () => setOpened((now) => now ?? ticker);
  useHotkey('ticket', open);
  return (
    <>
      <Button
        className="h-5 px-1.5 text-2xs"
        data-testid="ticket-open"
        disabled={ticker === null}
        aria-keyshortcuts={ariaKeys('ticket')}
        title={`Order by hand (${hotkeyOf('ticket').keys})`}
        onClick={open}
      >
        Ticket
      </Button>
      {opened !== null && (
        <OpenTicket key={opened} ticker={opened} onClose={() => setOpened(null)} />
      )}
    </>
  );
}
