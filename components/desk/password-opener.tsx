// The button that opens the password form, worded by whether there is a password. In: nothing. Out: button, form, or the word that it is set.
'use client';
import { useEffect, useState } from 'react';
import { fetchSession } from '#components/live/api-client.ts';
import { PasswordForm } from '#components/session/password-form.tsx';
import { Button } from '#components/ui/button.tsx';

/** Asks the gateway once; null until it answered. */
function usePasswordSet(): boolean | null {
  const [isSet, setSet] = useState<boolean | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void fetchSession().then((session) => {
      if (isCurrent) setSet(session?.passwordSet ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return isSet;
}

export function PasswordOpener() {
  const isSet = usePasswordSet();
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
