// Taking note of one incident: a note, one press, the server's word. In: the incident's id. Out: one command.
'use client';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';

const NOTE_LENGTH = 500;

export interface AcknowledgeFormProps {
  readonly incidentId: string;
  /** What it was, for who cannot see where the form stands. */
  readonly what: string;
  readonly onClose: () => void;
}

/** It stays until the list itself shows who took note: nothing is believed before the engine says so. */
export function AcknowledgeForm({ incidentId, what, onClose }: AcknowledgeFormProps) {
  const id = useId();
  const command = useCommand();
  const readOnly = useReadOnly();
  const [note, setNote] = useState('');
  const refusal = readOnly ?? refusalOf(command.outcome);
  const field = useRef<HTMLInputElement>(null);

  // The form takes the place of the button that was pressed: one goes on where one was.
  useEffect(() => field.current?.focus(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (readOnly !== null) return;
    command.send({ body: { kind: 'acknowledge-incident', incidentId, note: note.trim() } });
  }

  return (
    <form
      data-testid="acknowledge-form"
      aria-label={`Acknowledge: ${what}`}
      onSubmit={submit}
      className="flex flex-wrap items-center gap-2 py-1"
    >
      <label htmlFor={id} className="text-2xs text-ink-soft">
        Note
      </label>
      <input
        ref={field}
        id={id}
        data-testid="acknowledge-note"
        value={note}
        maxLength={NOTE_LENGTH}
        placeholder="what was seen or done; may stay empty"
        onChange={(event) => setNote(event.target.value)}
        className="h-6 min-w-0 flex-1 basis-40 rounded-sm border border-line-strong bg-sunken px-2 text-xs text-ink placeholder:text-ink-faint pointer-coarse:h-11"
      />
      <Button
        type="submit"
        data-testid="acknowledge-confirm"
        isPending={command.isPending}
        disabled={readOnly !== null}
      >
        Acknowledge
      </Button>
      <Button intent="quiet" disabled={command.isPending} onClick={onClose}>
        Cancel
      </Button>
      {refusal !== null && (
        <p
          role="alert"
          data-testid="acknowledge-refusal"
          className="basis-full text-2xs text-severity-warning"
        >
          Not acknowledged: {refusal}
        </p>
      )}
    </form>
  );
}
