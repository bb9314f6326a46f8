// Sets or changes the operator's password. In: whether the current one is asked for. Out: POST /api/password.
'use client';
import { type FormEvent, useState } from 'react';
import { postApi } from '#components/live/api-client.ts';
import { Button } from '#components/ui/button.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { PASSWORD_RULE } from '#lib/domain/password.ts';

export interface PasswordFormProps {
  readonly needsCurrent: boolean;
  readonly onDone: () => void;
}

export function PasswordForm({ needsCurrent, onDone }: PasswordFormProps) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (next !== again) {
      setRefusal('The two new passwords differ.');
      return;
    }
    setPending(true);
    const reply = await postApi('/api/password', needsCurrent ? { current, next } : { next });
    setPending(false);
    if (reply.ok) onDone();
    else setRefusal(reply.text);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="mb-4">
      {needsCurrent && (
        <PasswordField label="Current password" value={current} onText={setCurrent} />
      )}
      <PasswordField
        label="New password"
        isNew
        hint={PASSWORD_RULE}
        value={next}
        onText={setNext}
        data-testid="password-next"
      />
      <PasswordField
        label="New password again"
        isNew
        value={again}
        onText={setAgain}
        data-testid="password-again"
      />
      <Button
        type="submit"
        intent="go"
        className="h-9 w-full"
        isPending={isPending}
        data-testid="password-submit"
      >
        Set password
      </Button>
      <Refusal text={refusal} place="below" />
    </form>
  );
}
