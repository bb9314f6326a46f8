// Lifting the kill: a password if none is set, then password and reason; focus starts on Cancel, the backdrop does not close, Esc waits for the answer.
'use client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { type PasswordState, usePasswordSet } from '#components/live/use-password-set.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmButtons } from '#components/ui/confirm-buttons.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { releaseProblem } from './release-problem.ts';

export interface ReleaseDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The form that sets a first password; calls back once it is set. */
  readonly passwordForm: (onDone: () => void) => ReactNode;
}

const DESCRIPTION: Readonly<Record<PasswordState, string>> = {
  asking: 'Asking the gateway whether a password is set.',
  none: 'No password is set, and a release needs one. Set it here first.',
  set: 'Needs your password and a reason. No entry is sent until you arm it again.',
  unknown:
    'The gateway did not say whether a password is set. A release needs one. No entry is sent until you arm it again.',
};

/** The whole way back to trading, the step under way in bold. */
function WayBack({ password }: { readonly password: PasswordState }) {
  const isFirst = password === 'none';
  const now = (isNow: boolean) => (isNow ? 'font-semibold text-ink' : '');
  return (
    <ol
      aria-label="Steps to trade again"
      data-testid="release-steps"
      className="mb-4 list-inside list-decimal text-xs text-ink-soft"
    >
      <li className={now(isFirst)}>Password{password === 'set' && ': set'}</li>
      <li className={now(!isFirst)}>Reason</li>
      <li className={now(!isFirst)}>Release: then trading is paused</li>
      <li>Arm, at the top of the page: then entries go out again</li>
    </ol>
  );
}

function ReleaseForm({ onClose, command, readOnly }: ReleaseFormProps) {
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const refusal = readOnly ?? problem ?? refusalOf(command.outcome);

  function submit(event: FormEvent) {
    event.preventDefault();
    const missing = releaseProblem(reason, password);
    setProblem(missing);
    if (missing !== null) return;
    command.send({ body: { kind: 'release', reason }, password }, (outcome) => {
      setPassword('');
      if (outcome.kind === 'replied' && outcome.reply.ok) onClose();
    });
  }

  return (
    <form noValidate onSubmit={submit}>
      <TextField
        label="Reason: why is it safe to go on?"
        required
        maxLength={200}
        value={reason}
        onText={setReason}
        data-testid="release-reason"
      />
      <PasswordField value={password} onText={setPassword} data-testid="release-password" />
      <Refusal text={refusal} />
      <ConfirmButtons
        intent="stop"
        isPending={command.isPending}
        isBlocked={readOnly !== null}
        onCancel={onClose}
        data-testid="release-confirm"
      >
        {command.isPending ? 'Releasing' : 'Release'}
      </ConfirmButtons>
    </form>
  );
}

interface ReleaseFormProps {
  readonly onClose: () => void;
  readonly command: ReturnType<typeof useCommand>;
  readonly readOnly: string | null;
}

export function ReleaseDialog({ isOpen, onClose, passwordForm }: ReleaseDialogProps) {
  const command = useCommand();
  const readOnly = useReadOnly();
  const [password, markSet] = usePasswordSet(isOpen);
  function close() {
    if (command.isPending) return;
    command.reset();
    onClose();
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title="Release the kill"
      description={DESCRIPTION[password]}
    >
      <WayBack password={password} />
      {password === 'set' || password === 'unknown' ? (
        <ReleaseForm onClose={close} command={command} readOnly={readOnly} />
      ) : (
        <>
          {password === 'none' && passwordForm(markSet)}
          <div className="flex justify-end">
            <Button data-cancel="" className="h-8" onClick={close}>
              Cancel
            </Button>
          </div>
        </>
      )}
    </ConfirmDialog>
  );
}
