// What an empty list of the account may claim. In: the engine's state, what an empty list means. Out: words.
import type { DeskStatus } from './desk-status.ts';

/** Only books that agree with the exchange say that there is nothing. */
export function emptyText(
  status: Pick<DeskStatus, 'isAccountRead' | 'reconciled'> | null,
  { none, what }: { readonly none: string; readonly what: string },
): string {
  if (status === null || !status.isAccountRead)
    return `The account has not been read yet: its ${what} are not known.`;
  return status.reconciled
    ? none
    : `No ${what} in our books, not reconciled with the exchange yet.`;
}
