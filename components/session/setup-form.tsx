// Redeems the single-use setup link by a press (never by loading: link previews would spend it), then offers a password.
'use client';
import { useEffect, useState } from 'react';
import { fetchSession, postApi } from '#components/live/api-client.ts';
import { Button } from '#components/ui/button.tsx';
import { MessagePage } from '#components/ui/message-page.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { MODES, needsPassword } from '#lib/domain/mode.ts';
import { PasswordForm } from './password-form.tsx';

export interface SetupFormProps {
  readonly token: string;
}

/** must-set: this mode trades on a real account and refuses commands until there is a password. */
type Stage = 'ready' | 'sending' | 'may-set' | 'must-set';

const DESK = '/';

const EXPLAIN = {
  'may-set':
    'Set a password now to sign in from other browsers and to release the kill switch, or do it later from the desk.',
  'must-set': 'This mode works on a real account: set a password before anything can be traded.',
} as const;

async function nextStage(): Promise<'may-set' | 'must-set'> {
  const session = await fetchSession();
  const mode = MODES.find((each) => each === session?.mode);
  return mode === undefined || needsPassword(mode) ? 'must-set' : 'may-set';
}

export function SetupForm({ token }: SetupFormProps) {
  const [stage, setStage] = useState<Stage>('ready');
  const [refusal, setRefusal] = useState<string | null>(null);
  // The token leaves the address bar and the history at once; it stays only in this page's memory.
  useEffect(() => window.history.replaceState(null, '', '/setup'), []);

  async function redeem() {
    setStage('sending');
    const reply = await postApi('/api/setup', { token });
    setRefusal(reply.ok ? null : reply.text);
    setStage(reply.ok ? await nextStage() : 'ready');
  }

  if (stage === 'may-set' || stage === 'must-set')
    return (
      <MessagePage title="You are signed in" text={EXPLAIN[stage]}>
        <PasswordForm needsCurrent={false} onDone={() => window.location.replace(DESK)} />
        {stage === 'may-set' && (
          <a className="text-sm text-ink-soft underline underline-offset-4" href={DESK}>
            Open the desk without a password
          </a>
        )}
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
      <Refusal text={refusal} place="below" />
    </MessagePage>
  );
}
