// The button that opens the password form, worded by whether there is a password. In: nothing. Out: button, form, or the word that it is set.
'use client';
import { useState } from 'react';
import { usePasswordSet } from '#components/live/use-password-set.ts';
import { Button } from '#components/ui/button.tsx';
import { Later } from '#components/ui/later.tsx';

const loadForm = () => import('#components/session/password-form.tsx');

export function PasswordOpener() {
  const [password] = usePasswordSet(true);
  const isKnown = password === 'set' || password === 'none';
  const [stage, setStage] = useState<'closed' | 'open' | 'done'>('closed');
  if (stage === 'done') return <p className="mb-3 text-sm text-ink-soft">The password is set.</p>;
  if (stage === 'open' && isKnown)
    return (
      <Later load={loadForm}>
        {({ PasswordForm }) => (
          <PasswordForm needsCurrent={password === 'set'} onDone={() => setStage('done')} />
        )}
      </Later>
    );
  return (
    <Button
      className="mb-2 h-7 w-full"
      data-testid="password-open"
      disabled={!isKnown}
      onClick={() => setStage('open')}
    >
      {password === 'set' ? 'Change password' : 'Set a password'}
    </Button>
  );
}
