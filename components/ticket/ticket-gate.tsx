// What the gate says of a ticket now, every failing check in words. It speaks again when the ticket arrives.
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import type { SeenLook } from './use-ticket-look.ts';

export interface TicketGateProps {
  readonly seen: SeenLook;
  /** Why the ticket cannot be read; null when it can. */
  readonly fault: string | null;
}

function headline({ seen: { look, problem, isCurrent }, fault }: TicketGateProps): string {
  if (fault !== null) return fault;
  if (problem !== null) return `The gate cannot be asked: ${problem}`;
  if (look === null) return 'Asking the gate';
  if (!isCurrent) return 'Asking the gate again';
  if (look.isAllowed) return `Would pass now: ${look.checks} checks`;
  const { length } = look.refusals;
  return `Would be denied now: ${length} ${length === 1 ? 'reason' : 'reasons'}`;
}

export function TicketGate({ seen, fault }: TicketGateProps) {
  const { look, isCurrent } = seen;
  const isAllowed = fault === null && isCurrent && look?.isAllowed === true;
  const refusals = fault === null ? (look?.refusals ?? []) : [];
  const flags = fault === null ? (look?.flags ?? []) : [];
  return (
    <section
      aria-label="What the gate says now"
      data-testid="ticket-gate"
      data-allowed={isAllowed}
      className="flex h-full flex-col"
    >
      <p className={`font-semibold ${isAllowed ? 'text-gain' : 'text-severity-warning'}`}>
        {headline({ seen, fault })}
      </p>
      <ul {...BY_KEYBOARD} className="mt-0.5 min-h-0 flex-1 overflow-y-auto text-ink-soft">
        {refusals.map((each) => (
          <li key={each.id} data-testid="ticket-refusal" data-check={each.id}>
            <span className="text-ink">{each.label}:</span> {each.text}
          </li>
        ))}
        {flags.map((text) => (
          <li key={text}>the machine would ask first: {text}</li>
        ))}
      </ul>
    </section>
  );
}
