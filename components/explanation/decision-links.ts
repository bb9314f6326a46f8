// Where decisions are read. In: an id or a market. Out: addresses on this console.

/** The page of one stored decision. */
export function decisionHref(id: string): string {
  return `/decisions/${id}`;
}

/** The same page, opened on the newest look at that market for as long as the verdict stands. */
export function nowHref(storedId: string): string {
  return `/decisions/${storedId}?view=now`;
}

/** The list of stored decisions, of one market when it is given. */
export function decisionsHref(ticker: string | null): string {
  return ticker === null ? '/decisions' : `/decisions?ticker=${encodeURIComponent(ticker)}`;
}
