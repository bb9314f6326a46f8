// Rows that hold still while a pointer or the focus is on them. In: rows in the order wanted. Out: rows by place.
'use client';
import { type FocusEvent, useState } from 'react';
import { keepSeats, type Seats, unlessSame } from './seats.ts';

/** For the element around the rows. */
export interface HoldProps {
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

export interface SteadyRows<Row> {
  /** Null where a row left while the others were held in place. */
  readonly rows: readonly (Row | null)[];
  readonly hold: HoldProps;
}

/** Sorted as given, except while held: then nobody moves and newcomers take what is free, so that no press goes astray. */
export function useSteadyRows<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
): SteadyRows<Row> {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [seats, setSeats] = useState<Seats>([]);
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const ids = [...byId.keys()];
  const next = isPointed || isFocused ? keepSeats(seats, ids) : unlessSame(seats, ids);
  if (next !== seats) setSeats(next);
  return {
    rows: next.map((id) => (id === null ? null : (byId.get(id) ?? null))),
    hold: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: ({ currentTarget, relatedTarget }) =>
        setFocused(relatedTarget !== null && currentTarget.contains(relatedTarget)),
    },
  };
}
