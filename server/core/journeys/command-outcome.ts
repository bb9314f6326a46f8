// What came of a command, and its one ending: audit and reply in the same batch, then whatever follows.
import type { CommandReply, OperatorCommand } from '#lib/domain/command.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';

export interface Outcome {
  readonly ok: boolean;
  readonly code: string;
  readonly text: string;
  readonly records?: readonly StoreRecord[];
  /** Carried out only after the records above were handed to the store. */
  readonly afterwards?: Effect;
}

/** A refusal in words. */
export function no(code: string, text: string): Outcome {
  return { ok: false, code, text };
}

/** Writes audit and answer, then answers. */
export function closeCommand(
  command: OperatorCommand,
  outcome: Outcome,
  event: CoreEvent,
  out: Effect[],
): void {
  const { ok, code, text } = outcome;
  const reply: CommandReply = { id: command.id, ok, code, text, at: event.at };
  const audit: StoreRecord = {
    kind: 'audit',
    at: event.at,
    by: command.by,
    action: command.body.kind,
    detail: JSON.stringify({ body: command.body, ok, code }),
  };
  out.push({
    kind: 'persist',
    records: [...(outcome.records ?? []), audit, { kind: 'command', command, reply }],
  });
  if (outcome.afterwards !== undefined) out.push(outcome.afterwards);
  out.push({ kind: 'reply', reply });
}
