// The flow at a standing price: resizes, inserts, cancels, moves and trades, each as one engine event on one side.
import { findLevel, type Ladder, type LadderLevel, levelAt, setLadderLevel } from './ladder.ts';
import type { SpotEngineEvent, SpotFlow } from './spot-event.ts';
import { drawSize, farLevels, occupancy } from './spot-shape.ts';

/** Bounds of the full book, so that a view of depth 1000 is always full and memory never grows. */
const FEWEST_LEVELS = 1_060;
const MOST_LEVELS = 1_400;

/** An exponential draw with the given mean. */
export function exponential(random: () => number, mean: number): number {
  return -mean * Math.log(1 - random());
}

/** Resize 55 %, resample a tick 40 %, move an order 5 %; empty when the draw changed nothing. */
export function backgroundEvent(flow: SpotFlow, atMs: number): SpotEngineEvent[] {
  const ladder = flow.random() < 0.5 ? flow.bids : flow.asks;
  const kind = flow.random();
  const changes =
    kind < 0.55 ? resize(flow, ladder) : kind < 0.95 ? resample(flow, ladder) : move(flow, ladder);
  return changes.length === 0 ? [] : [{ atMs, side: ladder.side, changes, trades: [] }];
}

/** A market or marketable order against the best level; buys are likelier after a rise. */
export function takerEvent(flow: SpotFlow, atMs: number): SpotEngineEvent {
  const takerSide = flow.random() < 0.5 + 0.35 * flow.drift ? 'buy' : 'sell';
  const ladder = takerSide === 'buy' ? flow.asks : flow.bids;
  const best = levelAt(ladder, 0);
  const wanted = 5_000 + Math.floor(exponential(flow.random, 2_000_000));
  const sizeUnits = Math.min(best.sizeUnits, wanted);
  const change = { priceTicks: best.priceTicks, sizeUnits: best.sizeUnits - sizeUnits };
  setLadderLevel(ladder, change);
  const orderType = flow.random() < 0.3 ? 'market' : 'limit';
  const trade = { priceTicks: best.priceTicks, sizeUnits, takerSide, orderType } as const;
  return { atMs, side: ladder.side, changes: [change], trades: [trade] };
}

/** Keeps each side between its bounds by adding or dropping levels at the far edge, out of nearly every view. */
export function refillFarEdge(flow: SpotFlow, atMs: number): SpotEngineEvent[] {
  return [flow.bids, flow.asks].flatMap((ladder) => {
    const count = ladder.levels.length;
    if (count >= FEWEST_LEVELS && count <= MOST_LEVELS) return [];
    const worst = levelAt(ladder, count - 1).priceTicks;
    const changes =
      count < FEWEST_LEVELS
        ? farLevels(flow.random, ladder.side, worst, 2 * (FEWEST_LEVELS - count) + 50, 10_000)
        : ladder.levels.slice(MOST_LEVELS - 100).map((level) => ({ ...level, sizeUnits: 0 }));
    for (const change of changes) setLadderLevel(ladder, change);
    return [{ atMs, side: ladder.side, changes, trades: [] }];
  });
}

function resize(flow: SpotFlow, ladder: Ladder): LadderLevel[] {
  const deep = flow.random() < 0.15;
  const index = Math.floor(deep ? 25 + 75 * flow.random() : exponential(flow.random, 8));
  const level = levelAt(ladder, Math.min(index, ladder.levels.length - 1));
  return set(ladder, { ...level, sizeUnits: drawSize(flow.random) });
}

/** Redraws whether a tick behind the touch is held, which keeps the book at the resting shape wherever the price goes. */
function resample(flow: SpotFlow, ladder: Ladder): LadderLevel[] {
  const away = ladder.side === 'ask' ? 1 : -1;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const distance = 1 + Math.floor(exponential(flow.random, flow.random() < 0.8 ? 70 : 500));
    const priceTicks = levelAt(ladder, 0).priceTicks + away * distance;
    const wanted = flow.random() < occupancy(distance);
    if (wanted === findLevel(ladder, priceTicks).held) continue;
    return set(ladder, { priceTicks, sizeUnits: wanted ? drawSize(flow.random) : 0 });
  }
  return [];
}

/** An order that moves: its level goes and another comes, in one event. */
function move(flow: SpotFlow, ladder: Ladder): LadderLevel[] {
  const index = 1 + Math.floor(exponential(flow.random, 6));
  const level = levelAt(ladder, Math.min(index, ladder.levels.length - 1));
  const shift = Math.round((flow.random() - 0.5) * 40);
  const away = ladder.side === 'ask' ? 1 : -1;
  const priceTicks = level.priceTicks + shift;
  const behindTouch = away * (priceTicks - levelAt(ladder, 0).priceTicks) > 0;
  if (shift === 0 || !behindTouch || findLevel(ladder, priceTicks).held) return [];
  return [
    ...set(ladder, { priceTicks: level.priceTicks, sizeUnits: 0 }),
    ...set(ladder, { priceTicks, sizeUnits: level.sizeUnits }),
  ];
}

function set(ladder: Ladder, level: LadderLevel): LadderLevel[] {
  return setLadderLevel(ladder, level) === null ? [] : [level];
}
