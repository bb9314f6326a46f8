// Lifting the kill: password and reason; focus starts on Cancel, the backdrop does not close, Esc waits for the answer.
'use client';
import { type FormEvent, useState } from 'react';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';

export interface ReleaseDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ReleaseDialog({ isOpen, onClose }: ReleaseDialogProps) {
  const command = useCommand();
  const readOnly = useReadOnly();
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState('');
  const refusal = readOnly ?? refusalOf(command.outcome);

  function close() {
    if (command.isPending) return;
    setPassword('');
    command.reset();
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    command.send({ body: { kind: 'release', reason }, password }, (outcome) => {
      setPassword('');
      if (outcome.kind === 'replied' && outcome.reply.ok) onClose();
    });
  }

  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title="Release the kill"
      description="No entry is sent until you arm it again. Needs your password; set one in the operator menu if you have none."
    >
      <form onSubmit={submit}>
        <TextField
          label="Why is it safe to go on?"
          required
          maxLength={200}
          value={reason}
          onText={setReason}
          data-testid="release-reason"
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          onText={setPassword}
          data-testid="release-password"
        />
        {refusal !== null && (
          <p role="alert" className="mb-3 text-sm text-severity-critical">
            {refusal}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button data-cancel="" className="h-8" disabled={command.isPending} onClick={close}>
            Cancel
          </Button>
          <Button
            type="submit"
            intent="stop"
            className="h-8"
            disabled={readOnly !== null}
            isPending={command.isPending}
            data-testid="release-confirm"
          >
            {command.isPending ? 'Releasing' : 'Release'}
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}
