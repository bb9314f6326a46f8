// Arming real money asks for the password again. In: open, pending, the rule of asking. Out: the password, once.
'use client';
import { type FormEvent, useState } from 'react';
import { ConfirmButtons } from '#components/ui/confirm-buttons.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';

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
        <PasswordField value={password} onText={setPassword} data-testid="arm-password" />
        <ConfirmButtons
          intent="stop"
          isPending={isPending}
          onCancel={onClose}
          data-testid="arm-confirm"
        >
          Arm
        </ConfirmButtons>
      </form>
    </ConfirmDialog>
  );
}
