// What our resting quotes lose after they fill: mean mark-outs (models §D3). In: maker fills, mids. Out: cost by side, time.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { BookSide } from '#lib/domain/side.ts';

/** Seconds after the fill at which the mid is looked at. */
const LOOKS_SECONDS = [1, 5, 30] as const;
/** A look that is later than this is not that look any more: it is dropped, never guessed. */
const LATEST_MS = 2_000;
/** Upper ends of the spans of seconds to close that are told apart; the last span is open. */
const SPANS_SECONDS = [60, 300, 900] as const;
/** The prior counts as this many fills, each with a mark-out of exactly one expected move. */
const PRIOR_FILLS = 20;
/** An expected move below this (1e-4 $) is read as this: a ratio to nothing says nothing. */
const LEAST_MOVE = 10;
const LARGEST_RATIO = 10;
/** Fills watched at a time. */
const MOST_PENDING = 100;

interface Pending {
  readonly ticker: MarketTicker;
  readonly side: BookSide;
  readonly at: WallMs;
  /** Mid at the fill and the move expected of it then, 1e-4 $. */
  readonly mid: number;
  readonly expectedMove: number;
  readonly span: number;
  /** How many of the looks are behind it. */
  readonly looked: number;
}

interface Cell {
  readonly fills: number;
  readonly mean: number;
}

/** Owned by the spine, changed only here. Lives as long as the process: nothing is read back after a restart. */
export interface MarkOuts {
  pending: readonly Pending[];
  readonly cells: Map<string, Cell>;
}

/** What a fill costs us, as a multiple of the move expected by the model (`adverseMove` in edge.ts). */
export interface AdverseSelection {
  /** Worst of the looks, shrunk to 1 by 20 fills' worth of prior; never below 0. */
  readonly ratio: number;
  /** Fills behind it since start. */
  readonly fills: number;
}

/** Nothing measured. */
export function createMarkOuts(): MarkOuts {
  return { pending: [], cells: new Map() };
}

function spanOf(secondsToClose: number): number {
  const span = SPANS_SECONDS.findIndex((end) => secondsToClose < end);
  return span < 0 ? SPANS_SECONDS.length : span;
}

export interface MakerFill {
  readonly ticker: MarketTicker;
  readonly side: BookSide;
  readonly at: WallMs;
  /** 1e-4 $. */
  readonly mid: number;
  /** 1e-4 $, as `adverseMove` said at the fill. */
  readonly expectedMove: number;
  readonly secondsToClose: number;
}

/** A quote of ours was filled: its mark-outs begin. Ignored when the expected move is not a number. */
export function startMarkOut(state: MarkOuts, fill: MakerFill): void {
  if (!Number.isFinite(fill.expectedMove) || !Number.isFinite(fill.mid)) return;
  const { secondsToClose, ...known } = fill;
  const pending: Pending = { ...known, span: spanOf(secondsToClose), looked: 0 };
  state.pending = [...state.pending, pending].slice(-MOST_PENDING);
}

function cellKey(side: BookSide, span: number, look: number): string {
  return `${side}:${span}:${look}`;
}

/** Adds one mark-out: how far the mid has gone against us since the fill, as a multiple of the expected move. */
function learn(state: MarkOuts, fill: Pending, mid: number): void {
  const sign = fill.side === 'bid' ? 1 : -1;
  const raw = (sign * (fill.mid - mid)) / Math.max(LEAST_MOVE, fill.expectedMove);
  const ratio = Math.min(LARGEST_RATIO, Math.max(-LARGEST_RATIO, raw));
  const key = cellKey(fill.side, fill.span, fill.looked);
  const { fills, mean } = state.cells.get(key) ?? { fills: 0, mean: 0 };
  state.cells.set(key, { fills: fills + 1, mean: mean + (ratio - mean) / (fills + 1) });
}

/** Once a second: every look that is due is taken, or dropped when the market has no mid in time. */
export function sampleMarkOuts(
  state: MarkOuts,
  midOf: (ticker: MarketTicker) => number | null,
  at: WallMs,
): void {
  if (state.pending.length === 0) return;
  const left: Pending[] = [];
  for (const fill of state.pending) {
    const look = LOOKS_SECONDS[fill.looked];
    if (look === undefined) continue;
    const lateMs = at - fill.at - look * 1000;
    const mid = lateMs < 0 ? null : midOf(fill.ticker);
    if (mid !== null && lateMs <= LATEST_MS) learn(state, fill, mid);
    const done = mid !== null || lateMs > LATEST_MS;
    left.push(done ? { ...fill, looked: fill.looked + 1 } : fill);
  }
  state.pending = left.filter((fill) => fill.looked < LOOKS_SECONDS.length);
}

/** What to expect of the next maker fill on `side` with that much time left. */
export function adverseSelection(
  state: MarkOuts,
  side: BookSide,
  secondsToClose: number,
): AdverseSelection {
  const span = spanOf(secondsToClose);
  let worst: AdverseSelection | null = null;
  for (const look of LOOKS_SECONDS.keys()) {
    const { fills, mean } = state.cells.get(cellKey(side, span, look)) ?? { fills: 0, mean: 0 };
    const ratio = Math.max(0, (fills * mean + PRIOR_FILLS) / (fills + PRIOR_FILLS));
    if (worst === null || ratio > worst.ratio) worst = { ratio, fills };
  }
  return worst ?? { ratio: 1, fills: 0 };
}
