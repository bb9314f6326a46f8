// The direction of an order or fill: the venue's side fields come in, the side of the YES book goes out.

import type { BookSide } from '#lib/domain/side.ts';
import { fail, ok, type Result } from '#lib/result.ts';

/** The two current direction fields; the older side/action pair is not consulted (kalshi-api §2). */
export interface SideFields {
  readonly book_side?: BookSide | null | undefined;
  readonly outcome_side?: 'yes' | 'no' | null | undefined;
}

/** bid gains from YES, ask from NO. Fails when both fields are absent or contradict each other. */
export function readBookSide(row: SideFields): Result<BookSide> {
  const byOutcome = row.outcome_side ? (row.outcome_side === 'yes' ? 'bid' : 'ask') : null;
  const side = row.book_side ?? byOutcome;
  if (side === null) return fail('neither book_side nor outcome_side is there');
  if (byOutcome !== null && byOutcome !== side) return fail('book_side contradicts outcome_side');
  return ok(side);
}
