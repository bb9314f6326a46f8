// Whose trade a result is. In: bookings, fills by their booking. Out: each booking shared out to the orders that opened.
import type { Booked, FillFacts } from '#server/ports/pnl-store.ts';
import { splitMoney } from './split-money.ts';

/** What opened contracts: a decision's order, a position not traded here, or nobody knows. */
export type Opening =
  | { readonly kind: 'decision'; readonly decisionId: string }
  | { readonly kind: 'external' }
  | { readonly kind: 'not-recorded' };

/** The part of one booking that belongs to one opening. */
export interface OpeningShare {
  readonly opening: Opening;
  /** 1e-6 $. */
  readonly realised: number;
  readonly fees: number;
}

interface Lot {
  readonly opening: Opening;
  /** 1e-2 contracts, positive. */
  readonly contracts: number;
}

/** Open contracts of one market, oldest first; all on one side. */
interface Held {
  readonly sign: number;
  readonly lots: readonly Lot[];
}

const NOT_RECORDED: Opening = { kind: 'not-recorded' };
const FLAT: Held = { sign: 0, lots: [] };

/** Id of the booking of a fill (lib/domain/ledger.ts). */
export function bookingOfFill(fill: Pick<FillFacts, 'tradeId' | 'venueOrderId'>): string {
  return `fill:${fill.tradeId}:${fill.venueOrderId}`;
}

/** The booking that a correction of a fill corrects; null for every other booking. */
export function correctedFill(id: string): string | null {
  const match = /^fill-correction:(.+):\d+$/.exec(id);
  return match === null ? null : `fill:${match[1]}`;
}

/** Takes `size` contracts from the oldest lots on. */
function take(lots: readonly Lot[], size: number): { readonly taken: Lot[]; readonly left: Lot[] } {
  const taken: Lot[] = [];
  const left: Lot[] = [];
  let missing = size;
  for (const lot of lots) {
    const part = Math.min(lot.contracts, missing);
    missing -= part;
    if (part > 0) taken.push({ ...lot, contracts: part });
    if (part < lot.contracts) left.push({ ...lot, contracts: lot.contracts - part });
  }
  return { taken, left };
}

/** What this booking opens with, or null when it only closes. */
function openingOf(booking: Booked, fill: FillFacts | undefined): Opening | null {
  if (booking.kind === 'opening') return { kind: 'external' };
  if (booking.kind !== 'fill' || fill?.purpose === 'exit') return null;
  const decisionId = fill?.decisionId ?? null;
  return decisionId === null ? NOT_RECORDED : { kind: 'decision', decisionId };
}

interface Move {
  readonly closed: readonly Lot[];
  readonly opened: readonly Lot[];
  readonly held: Held;
}

/** Closes what is held on the other side, oldest first, then opens the rest. */
function moveLots(held: Held, booking: Booked, fill: FillFacts | undefined): Move {
  const sign = Math.sign(booking.contracts);
  const size = Math.abs(booking.contracts);
  const isAgainst = held.sign === -sign;
  const { taken, left } = isAgainst ? take(held.lots, size) : { taken: [], left: held.lots };
  const rest = size - taken.reduce((sum, lot) => sum + lot.contracts, 0);
  if (rest === 0) return { closed: taken, opened: [], held: { sign: held.sign, lots: left } };
  const opening = openingOf(booking, fill);
  if (opening === null) {
    // It closes what was opened before the first booking that is read.
    const closed = [...taken, { opening: NOT_RECORDED, contracts: rest }];
    return { closed, opened: [], held: { sign: held.sign, lots: left } };
  }
  const opened = [{ opening, contracts: rest }];
  return { closed: taken, opened, held: { sign, lots: [...left, ...opened] } };
}

function shares(amounts: Pick<Booked, 'realised' | 'fees'>, move: Omit<Move, 'held'>) {
  const all = [...move.closed, ...move.opened];
  const weights = all.map((lot) => lot.contracts);
  const fees = splitMoney(amounts.fees, weights);
  // Only what is closed earns; a correction of a fill that closed nothing falls on what it opened.
  const earning = move.closed.length === 0 ? all.length : move.closed.length;
  const realised = splitMoney(amounts.realised, weights.slice(0, earning));
  return all.map(
    ({ opening }, index): OpeningShare => ({
      opening,
      realised: realised[index] ?? 0,
      fees: fees[index] ?? 0,
    }),
  );
}

const NOBODY: Omit<Move, 'held'> = {
  closed: [{ opening: NOT_RECORDED, contracts: 1 }],
  opened: [],
};

/**
 * Shares of every booking, by its `seq`; they sum to the booking exactly. Contracts leave oldest first; the result of a
 * close is the ledger's own (average cost) and is shared out by contracts. A correction falls on whom its original fell.
 */
export function traceOpenings(
  booked: readonly Booked[],
  fills: ReadonlyMap<string, FillFacts>,
): ReadonlyMap<number, readonly OpeningShare[]> {
  const books = new Map<string, Held>();
  const moves = new Map<string, Omit<Move, 'held'>>();
  const settled = new Map<string, Omit<Move, 'held'>>();
  const found = new Map<number, readonly OpeningShare[]>();
  for (const booking of booked.toSorted((left, right) => left.seq - right.seq)) {
    const { ticker, id, kind, contracts } = booking;
    if (ticker === null) continue;
    if (contracts === 0) {
      const original = correctedFill(id);
      const move = original === null ? settled.get(ticker) : moves.get(original);
      found.set(booking.seq, shares(booking, move ?? NOBODY));
      continue;
    }
    const move = moveLots(books.get(ticker) ?? FLAT, booking, fills.get(id));
    books.set(ticker, move.held);
    if (kind === 'settlement') settled.set(ticker, move);
    else moves.set(id, move);
    found.set(booking.seq, shares(booking, move));
  }
  return found;
}
