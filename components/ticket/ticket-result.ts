// What became of a ticket. In: what the server said, and whether an earlier try is in doubt. Out: accepted, denied, not sent or unknown, each in plain words.
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

const FIRST_TEXT =
  'The one before it may have been sent all the same. Look at Orders; sending this ticket again cannot make a second order, a new ticket can.';

const UNKNOWN_TEXT =
  'Unknown: no answer. It may have been sent. Look at Orders; sending this ticket again cannot make a second order.';

/** What one try came to, taken by itself. */
function tryOf(outcome: CommandOutcome): TicketResult {
  if (outcome.kind !== 'replied')
    return outcome.kind === 'unknown'
      ? { kind: 'unknown', text: UNKNOWN_TEXT }
      : { kind: 'not-sent', text: outcome.text };
  const { ok, code, text } = outcome.reply;
  if (ok) return { kind: 'accepted', text };
  const kind = NO_WORD[code] ?? 'denied';
  return { kind, text: kind === 'unknown' ? UNKNOWN_TEXT : text };
}

/**
 * Null before anything was sent. A no to a try says nothing about an earlier one under the same id that nobody answered
 * (`isRetry`): a refusal at the door, or of an engine that has started anew, does not undo an order. The ticket stays
 * unknown then, and with it its id: one intent makes at most one order (I11).
 */
export function resultOf(outcome: CommandOutcome | null, isRetry: boolean): TicketResult | null {
  if (outcome === null) return null;
  const result = tryOf(outcome);
  if (!isRetry || result.kind === 'accepted' || result.kind === 'unknown') return result;
  return { kind: 'unknown', text: `This try was refused (${result.text}). ${FIRST_TEXT}` };
}
