// Arming real money asks for the password again. In: open, pending, the rule of asking. Out: the password, once.
'use client';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';

export interface ArmDialogProps {
  readonly isOpen: boolean;
  readonly isPending: boolean;
  /** What goes out without asking afterwards. */
  readonly rule: string;
  readonly onClose: () => void;
  readonly onArm: (password: string) => void;
}

export function ArmDialog({ isOpen, isPending, rule, onClose, onArm }: ArmDialogProps) {
  const [password, setPassword] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    onArm(password);
    setPassword('');
  }

  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open && !isPending) onClose();
      }}
      title="Arm with real money"
      description={`Entries will be sent to Kalshi production as soon as the gate allows one. ${rule}`}
    >
      <form onSubmit={submit}>
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onText={setPassword}
          data-testid="arm-password"
        />
        <div className="flex justify-end gap-2">
          <Button data-cancel="" className="h-8" disabled={isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            intent="stop"
            className="h-8"
            isPending={isPending}
            data-testid="arm-confirm"
          >
            Arm
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}
