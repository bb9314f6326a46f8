// How quotes follow the fair price: the wrong side of it is cancelled or taken, then both sides step up to the touch.
import { isBetter, type Ladder, type LadderLevel, setLadderLevel } from './ladder.ts';
import type { SpotEngineEvent, SpotFlow } from './spot-event.ts';
import { drawSize } from './spot-shape.ts';

/** Share of the swept levels that trade instead of being cancelled in time. */
const TAKEN_SHARE = 0.2;
/** A sweep longer than this comes as several events. */
const MAX_SWEEP = 40;
/** How often the touch is left two ticks wide for a moment. */
const LEFT_WIDE = 0.01;

/** Brings the book to best bid `bidTicks` and best ask one tick above; no events when it already stands there. */
export function requote(flow: SpotFlow, bidTicks: number, atMs: number): SpotEngineEvent[] {
  return [
    ...sweep(flow, flow.asks, bidTicks, atMs),
    ...sweep(flow, flow.bids, bidTicks + 1, atMs),
    ...step(flow, flow.bids, bidTicks, atMs),
    ...step(flow, flow.asks, bidTicks + 1, atMs),
  ];
}

/** Removes every level at `limitTicks` or better: what the other side has run over. */
function sweep(
  flow: SpotFlow,
  ladder: Ladder,
  limitTicks: number,
  atMs: number,
): SpotEngineEvent[] {
  const swept: LadderLevel[] = [];
  for (const level of ladder.levels) {
    if (isBetter(ladder.side, limitTicks, level.priceTicks)) break;
    swept.push(level);
  }
  const events: SpotEngineEvent[] = [];
  for (let start = 0; start < swept.length; start += MAX_SWEEP) {
    const part = swept.slice(start, start + MAX_SWEEP);
    const taken = flow.random() < TAKEN_SHARE;
    const changes = part.map(({ priceTicks }) => ({ priceTicks, sizeUnits: 0 }));
    for (const change of changes) setLadderLevel(ladder, change);
    const takerSide = ladder.side === 'ask' ? 'buy' : 'sell';
    const trades = taken
      ? part.map((level) => ({ ...level, takerSide, orderType: 'limit' }) as const)
      : [];
    events.push({ atMs, side: ladder.side, changes, trades });
  }
  return events;
}

/** Puts a level at the touch when the side has fallen behind it. */
function step(flow: SpotFlow, ladder: Ladder, touchTicks: number, atMs: number): SpotEngineEvent[] {
  const best = ladder.levels[0];
  if (best !== undefined) {
    if (!isBetter(ladder.side, touchTicks, best.priceTicks)) return [];
    if (flow.random() < LEFT_WIDE) return [];
  }
  const level = { priceTicks: touchTicks, sizeUnits: drawSize(flow.random) };
  setLadderLevel(ladder, level);
  return [{ atMs, side: ladder.side, changes: [level], trades: [] }];
}
