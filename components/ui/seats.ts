// Places in a list that nobody loses. In: who sat where, who is there now. Out: who sits where. No DOM.

/** Ids by place; null is a place that was left and waits for the next one. */
export type Seats = readonly (string | null)[];

/** `before` itself when `after` says the same, so that state does not change for nothing. */
export function unlessSame(before: Seats, after: Seats): Seats {
  const isSame = before.length === after.length && before.every((id, place) => id === after[place]);
  return isSame ? before : after;
}

/**
 * Everyone keeps their place until they are gone, and a newcomer takes the first free one: nothing ever moves under a
 * pointer. Only who sits beyond the first `inView` places, where no pointer reaches, moves up when one of them is free.
 * The same array when nothing changed.
 */
export function keepSeats(seats: Seats, ids: readonly string[], inView = Infinity): Seats {
  const next = seats.map((id) => (id !== null && ids.includes(id) ? id : null));
  for (const id of ids) {
    if (next.includes(id)) continue;
    const free = next.indexOf(null);
    next.splice(free < 0 ? next.length : free, 1, id);
  }
  for (let place = inView; place < next.length; place++) {
    const free = next.indexOf(null);
    const id = next[place];
    if (id === undefined || id === null || free < 0 || free >= inView) continue;
    next[free] = id;
    next[place] = null;
  }
  while (next.at(-1) === null) next.pop();
  return unlessSame(seats, next);
}
