// Who is signed in, until when, the password, the way out, the pages, and the hotkey list.
'use client';
import { Popover } from '@base-ui/react/popover';
import { UserRoundIcon } from 'lucide-react';
import { useState } from 'react';
import { HotkeyList } from '#components/commands/hotkey-list.tsx';
import { postApi } from '#components/live/api-client.ts';
import { useLink } from '#components/live/use-live.ts';
import { Button } from '#components/ui/button.tsx';
import { formatMinute } from '#lib/format/duration.ts';
import { PageLinks } from './page-links.tsx';
import { PasswordOpener } from './password-opener.tsx';

async function signOut(): Promise<void> {
  await postApi('/api/logout', {});
  window.location.replace('/sign-in');
}

export function OperatorMenu() {
  const [isOpen, setOpen] = useState(false);
  const { gateway } = useLink();
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        render={<Button intent="quiet" data-testid="operator-menu" aria-label="Operator menu" />}
      >
        <UserRoundIcon aria-hidden="true" className="size-3.5" />
        <span className="max-md:hidden">{gateway?.operator ?? 'operator'}</span>
        <span className="md:hidden">Menu</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-40">
          <Popover.Popup className="max-h-(--available-height) w-80 overflow-y-auto rounded-md border border-line-strong bg-surface p-4 shadow-2xl">
            <Popover.Title className="mb-1 text-base font-semibold">
              {gateway?.operator ?? 'Operator'}
            </Popover.Title>
            <p className="mb-3 text-xs text-ink-soft">
              Signed in until {formatMinute(gateway?.sessionExpiresAt ?? null)} UTC
            </p>
            {isOpen && <PasswordOpener />}
            <Button className="h-7 w-full" onClick={() => void signOut()}>
              Sign out
            </Button>
            <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4 border-t border-line pt-3">
              <PageLinks />
              <HotkeyList />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
