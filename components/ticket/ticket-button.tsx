// Opens a ticket for the selected market, by button or Ctrl+Enter. Esc and Cancel close it, but not while it is sent.
'use client';
import { useState } from 'react';
import { ariaKeys, hotkeyOf } from '#components/live/hotkeys.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useHotkey } from '#components/live/use-hotkey.ts';
import { Button } from '#components/ui/button.tsx';
import { useLoaded } from '#components/ui/use-loaded.ts';
import type { OpenTicketProps } from './open-ticket.tsx';

/** Fetched when the first ticket is opened: most days see none. */
const loadTicket = () => import('./open-ticket.tsx');

function LoadedTicket(props: OpenTicketProps) {
  const code = useLoaded(loadTicket);
  if (code.kind === 'ready') return <code.module.OpenTicket {...props} />;
  return (
    <span role={code.kind === 'failed' ? 'alert' : 'status'} className="text-2xs">
      {code.kind === 'failed' ? 'No ticket: reload the page' : 'Opening…'}
    </span>
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
        <LoadedTicket key={opened} ticker={opened} onClose={() => setOpened(null)} />
      )}
    </>
  );
}
