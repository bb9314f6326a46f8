// Asks before a rehearsal: what it does, which level, the password. In: the wish to begin. Out: one call, its refusal in words.
'use client';
import { type FormEvent, useId, useState } from 'react';
import { ConfirmButtons } from '#components/ui/confirm-buttons.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { KILL_LEVELS, type KillLevel } from '#lib/domain/kill.ts';
import { LEVEL_SAYS } from '#lib/format/level-words.ts';
import type { Drill } from './use-drill.ts';

const ABOUT =
  'Plays real stops on a simulated exchange of its own and measures how long each takes. It never touches this engine, its orders or the account at the exchange. At the lowest priority, a minute or more; it can be stopped.';

export interface DrillDialogProps {
  readonly begin: Drill['begin'];
  /** Why none may begin now; null when one may. */
  readonly blocked: string | null;
  readonly onClose: () => void;
}

/** Mounted while open: no password outlives it. */
export function DrillDialog({ begin, blocked, onClose }: DrillDialogProps) {
  const id = useId();
  const [level, setLevel] = useState<KillLevel | null>(null);
  const [password, setPassword] = useState('');
  const refusal = blocked ?? begin.error?.message ?? null;

  function close() {
    if (begin.isPending) return;
    begin.reset();
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (blocked !== null || begin.isPending) return;
    begin.mutate({ level, password }, { onSuccess: onClose, onSettled: () => setPassword('') });
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title="Rehearse a kill"
      description={ABOUT}
    >
      <form data-testid="drill-form" onSubmit={submit}>
        <label htmlFor={id} className="mb-1 block text-xs text-ink-soft">
          What to rehearse
        </label>
        <select
          id={id}
          value={level ?? ''}
          onChange={({ target }) =>
            setLevel(KILL_LEVELS.find((each) => each === target.value) ?? null)
          }
          className="mb-3 h-8 w-full rounded-sm border border-line-strong bg-sunken px-2 text-base text-ink pointer-coarse:h-11"
        >
          <option value="">Every level, one after another</option>
          {KILL_LEVELS.map((each) => (
            <option key={each} value={each}>
              {LEVEL_SAYS[each].title} alone
            </option>
          ))}
        </select>
        <PasswordField value={password} onText={setPassword} data-testid="drill-password" />
        <Refusal
          text={refusal === null ? null : `Not begun: ${refusal}`}
          data-testid="drill-refusal"
        />
        <ConfirmButtons
          intent="go"
          isPending={begin.isPending}
          isBlocked={blocked !== null}
          onCancel={close}
          data-testid="drill-confirm"
        >
          {begin.isPending ? 'Beginning' : 'Rehearse'}
        </ConfirmButtons>
      </form>
    </ConfirmDialog>
  );
}
