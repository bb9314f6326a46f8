// Password login. In: the gateway's session state. Out: POST /api/login, then the desk.
'use client';
import { type FormEvent, useEffect, useState } from 'react';
import { fetchSession, postApi } from '#components/live/api-client.ts';
import { Button } from '#components/ui/button.tsx';
import { MessagePage } from '#components/ui/message-page.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { Refusal } from '#components/ui/refusal.tsx';

type Stage = 'asking' | 'password' | 'setup-needed' | 'no-gateway';

function useSessionStage(): Stage {
  const [stage, setStage] = useState<Stage>('asking');
  useEffect(() => {
    let isCurrent = true;
    void fetchSession().then((session) => {
      if (!isCurrent) return;
      if (session === null) setStage('no-gateway');
      else if (session.signedIn) window.location.replace('/');
      else setStage(session.passwordSet ? 'password' : 'setup-needed');
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return stage;
}

const EXPLAIN: Readonly<Record<Stage, string>> = {
  asking: 'Asking the gateway who you are.',
  password: 'Sign in to watch and to stop trading.',
  'setup-needed':
    'No password is set yet. Open the single-use setup link that the start command printed in the terminal; restarting voltage prints a new one.',
  'no-gateway': 'The gateway does not answer. Is voltage running on this machine?',
};

export function SignInForm() {
  const stage = useSessionStage();
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const reply = await postApi('/api/login', { password });
    if (reply.ok) {
      window.location.replace('/');
      return;
    }
    setPending(false);
    setRefusal(reply.text);
  }

  return (
    <MessagePage title="Sign in" text={EXPLAIN[stage]}>
      {stage === 'password' && (
        <form onSubmit={(event) => void submit(event)}>
          <PasswordField value={password} onText={setPassword} data-testid="login-password" />
          <Button
            type="submit"
            intent="go"
            className="h-9 w-full"
            isPending={isPending}
            data-testid="login-submit"
          >
            Sign in
          </Button>
        </form>
      )}
      <Refusal text={refusal} place="below" />
    </MessagePage>
  );
}
