// Redeems the single-use setup link by a press (never by loading: link previews would spend it), then offers a password.
'use client';
import { useEffect, useState } from 'react';
import { postApi } from '#components/live/api-client.ts';
import { Button } from '#components/ui/button.tsx';
import { MessagePage } from '#components/ui/message-page.tsx';
import { PasswordForm } from './password-form.tsx';

export interface SetupFormProps {
  readonly token: string;
}

type Stage = 'ready' | 'sending' | 'password';

const DESK = '/';

export function SetupForm({ token }: SetupFormProps) {
  const [stage, setStage] = useState<Stage>('ready');
  const [refusal, setRefusal] = useState<string | null>(null);
  // The token leaves the address bar and the history at once; it stays only in this page's memory.
  useEffect(() => window.history.replaceState(null, '', '/setup'), []);

  async function redeem() {
    setStage('sending');
    const reply = await postApi('/api/setup', { token });
    setRefusal(reply.ok ? null : reply.text);
    setStage(reply.ok ? 'password' : 'ready');
  }

  if (stage === 'password')
    return (
      <MessagePage
        title="You are signed in"
        text="Set a password now to sign in from other browsers and to release the kill switch, or do it later from the desk."
      >
        <PasswordForm needsCurrent={false} onDone={() => window.location.replace(DESK)} />
        <a className="text-sm text-ink-soft underline underline-offset-4" href={DESK}>
          Open the desk without a password
        </a>
      </MessagePage>
    );
  return (
    <MessagePage
      title="Set up this console"
      text={
        token === ''
          ? 'This address needs the token of the setup link. Copy the whole link from the terminal.'
          : 'This link works once. It signs this browser in as the operator.'
      }
    >
      <Button
        intent="go"
        className="h-9 w-full"
        data-testid="setup-submit"
        disabled={token === ''}
        isPending={stage === 'sending'}
        onClick={() => void redeem()}
      >
        Sign in with this link
      </Button>
      {refusal !== null && (
        <p role="alert" className="mt-3 text-sm text-severity-critical">
          {refusal}
        </p>
      )}
    </MessagePage>
  );
}
