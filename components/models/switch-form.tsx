// Switches one model off or on, with a reason. In: its line. Out: a form; what the engine says is what is shown, never the wish.
'use client';
import { type FormEvent, useState } from 'react';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ModelLine } from './models-view.ts';

export interface SwitchFormProps {
  readonly line: ModelLine;
}

const LATER = 'Restarts keep it so. Limits, checks and approvals are the same either way.';

/** Only a model the engine asks can be switched; mounted anew for each, so that no reason is taken along. */
export function SwitchForm({ line: { id, row } }: SwitchFormProps) {
  const command = useCommand();
  const readOnly = useReadOnly();
  const [reason, setReason] = useState('');
  if (row?.standing !== 'asked') return null;
  const isOn = row.switchedOff !== null;
  const refusal = readOnly ?? refusalOf(command.outcome);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (readOnly !== null || reason.trim() === '') return;
    command.send({ body: { kind: 'switch-model', model: id, isOn, reason } }, (outcome) => {
      if (outcome.kind === 'replied' && outcome.reply.ok) setReason('');
    });
  }

  return (
    <form data-testid="model-switch" onSubmit={submit} className="px-2 pb-1">
      <TextField
        label={isOn ? `Why ${id} is to be asked again` : `Why ${id} is not to be asked any more`}
        required
        maxLength={200}
        value={reason}
        onText={setReason}
        hint={
          isOn
            ? `It counts again as the fitted combination says. ${LATER}`
            : `From the next second on the other voices answer. ${LATER}`
        }
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          disabled={readOnly !== null || reason.trim() === ''}
          isPending={command.isPending}
          data-testid="model-switch-send"
        >
          {command.isPending ? 'Asking' : isOn ? 'Switch on' : 'Switch off'}
        </Button>
        {refusal !== null && (
          <p role="alert" className="text-xs text-severity-warning">
            {refusal}
          </p>
        )}
      </div>
    </form>
  );
}
