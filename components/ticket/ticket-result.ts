// What became of a ticket. In: what the server said. Out: accepted, denied, not sent or unknown, each in plain words.
import type { CommandOutcome } from '#components/live/send-command.ts';

export interface TicketResult {
  /** unknown: it may have been carried out; only the same ticket id may be sent again. */
  readonly kind: 'accepted' | 'denied' | 'not-sent' | 'unknown';
  readonly text: string;
}

/** Replies of the gateway that are not the engine's word about the ticket. */
const NO_WORD: Readonly<Record<string, TicketResult['kind']>> = {
  'no-answer': 'unknown',
  failed: 'unknown',
  'engine-down': 'not-sent',
};

const UNKNOWN_TEXT =
  'Unknown: no answer. It may have been sent. Look at Orders; sending this ticket again cannot make a second order.';

/** Null before anything was sent. */
export function resultOf(outcome: CommandOutcome | null): TicketResult | null {
  if (outcome === null) return null;
  if (outcome.kind !== 'replied')
    return outcome.kind === 'unknown'
      ? { kind: 'unknown', text: UNKNOWN_TEXT }
      : { kind: 'not-sent', text: outcome.text };
  const { ok, code, text } = outcome.reply;
  if (ok) return { kind: 'accepted', text };
  const kind = NO_WORD[code] ?? 'denied';
  return { kind, text: kind === 'unknown' ? UNKNOWN_TEXT : text };
}
