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

/** That moment in the time machine; the event names it among those of one millisecond. */
export function momentHref(decision: {
  readonly at: number;
  readonly ticker: string;
  readonly eventSeq: number | null;
}): string {
  const { at, ticker, eventSeq } = decision;
  const event = eventSeq === null ? {} : { event: String(eventSeq) };
  return `/replay?${new URLSearchParams({ at: String(at), ...event, ticker })}`;
}
