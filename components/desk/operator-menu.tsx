// Who is signed in, until when, the password, the way out, the pages, and the hotkey list.
'use client';
import { Popover } from '@base-ui/react/popover';
import { UserRoundIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { HotkeyList } from '#components/commands/hotkey-list.tsx';
import { fetchSession, postApi } from '#components/live/api-client.ts';
import { useLink } from '#components/live/use-live.ts';
import { PasswordForm } from '#components/session/password-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatMinute } from '#lib/format/duration.ts';
import { PageLinks } from './page-links.tsx';

async function signOut(): Promise<void> {
  await postApi('/api/logout', {});
  window.location.replace('/sign-in');
}

/** Asks the gateway each time the menu opens; null until it answered. */
function usePasswordSet(isOpen: boolean): boolean | null {
  const [isSet, setSet] = useState<boolean | null>(null);
  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    void fetchSession().then((session) => {
      if (isCurrent) setSet(session?.passwordSet ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, [isOpen]);
  return isSet;
}

function Password({ isSet }: { isSet: boolean | null }) {
  const [stage, setStage] = useState<'closed' | 'open' | 'done'>('closed');
  if (stage === 'done') return <p className="mb-3 text-sm text-ink-soft">The password is set.</p>;
  if (stage === 'open' && isSet !== null)
    return <PasswordForm needsCurrent={isSet} onDone={() => setStage('done')} />;
  return (
    <Button
      className="mb-2 h-7 w-full"
      data-testid="password-open"
      disabled={isSet === null}
      onClick={() => setStage('open')}
    >
      {isSet === true ? 'Change password' : 'Set a password'}
    </Button>
  );
}

export function OperatorMenu() {
  const [isOpen, setOpen] = useState(false);
  const { gateway } = useLink();
  const isSet = usePasswordSet(isOpen);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        render={<Button intent="quiet" data-testid="operator-menu" aria-label="Operator menu" />}
      >
        <UserRoundIcon aria-hidden="true" className="size-3.5" />
        <span className="max-md:sr-only">{gateway?.operator ?? 'operator'}</span>
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
            <Password isSet={isSet} />
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
