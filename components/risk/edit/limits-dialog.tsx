// The edit of the limits: fields, then review, then one command. It holds to the version it was opened on and never shows a wish as fact.
'use client';
import { type FormEvent, useState } from 'react';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import type { PlainLimit } from '#lib/domain/limit-change.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { type Draft, judgeDraft } from './draft.ts';
import { FieldsStep } from './fields-step.tsx';
import { ReviewStep } from './review-step.tsx';

export interface LimitsDialogProps {
  /** As they stood when it was opened. */
  readonly opened: Limits;
  /** The version in force now. */
  readonly version: number;
  readonly onClose: () => void;
}

/** Mounted while open, so that each opening begins with what is in force. */
export function LimitsDialog({ opened, version, onClose }: LimitsDialogProps) {
  const command = useCommand();
  const readOnly = useReadOnly();
  const [draft, setDraft] = useState<Draft>({});
  const [isReview, setReview] = useState(false);
  const [reason, setReason] = useState('');
  const [password, setPassword] = useState('');
  const { changes } = judgeDraft(opened, draft);
  const changed =
    version === opened.version
      ? null
      : `The limits have changed since you opened this: version ${version} is in force. Close and open again.`;
  const blocked = changed ?? readOnly;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReview || blocked !== null) return;
    const body = { kind: 'change-limits', baseVersion: opened.version, changes, reason } as const;
    command.send({ body, password }, (outcome) => {
      setPassword('');
      if (outcome.kind === 'replied' && outcome.reply.ok) onClose();
    });
  }

  return (
    <ConfirmDialog
      isOpen
      isWide
      onOpenChange={(open) => {
        if (!open && !command.isPending) onClose();
      }}
      title={isReview ? 'Review the change' : 'Change limits'}
      description={`Version ${opened.version} is in force until the new one is stored. Exits and cancels go on throughout.`}
    >
      <form data-testid="limits-form" onSubmit={submit}>
        {isReview ? (
          <ReviewStep
            {...{ limits: opened, changes, reason, password }}
            onReason={setReason}
            onPassword={setPassword}
            refusal={blocked ?? refusalOf(command.outcome)}
            isPending={command.isPending}
            isBlocked={blocked !== null}
            onBack={() => {
              command.reset();
              setReview(false);
            }}
          />
        ) : (
          <FieldsStep
            {...{ limits: opened, draft, blocked }}
            onChange={(id: PlainLimit, value) => setDraft((old) => ({ ...old, [id]: value }))}
            onReview={() => setReview(true)}
            onCancel={onClose}
          />
        )}
      </form>
    </ConfirmDialog>
  );
}
