// What the simulated book looks like at rest: distance from the touch in, level sizes and occupancy out (kraken-api §5).
import type { LadderLevel, LadderSide } from './ladder.ts';

/** Chance that a tick so far from the touch holds a level: ten levels within about 7 USD, 25 within about 18. */
export function occupancy(distanceTicks: number): number {
  if (distanceTicks <= 0) return 1;
  if (distanceTicks < 250) return 0.14;
  return distanceTicks < 1_000 ? 0.09 : 0.04;
}

/** A level's size in 1e-8 BTC: a quarter dust, most around a tenth, some whole coins. */
export function drawSize(random: () => number): number {
  const kind = random();
  if (kind < 0.25) return 5_000 + Math.floor(random() * 45_000);
  if (kind < 0.7) return Math.floor(5_000_000 * Math.exp(1.2 * gaussian(random))) + 5_000;
  if (kind < 0.95) return Math.floor(63_000_000 * (0.9 + 0.6 * random()));
  return Math.floor(300_000_000 * (0.7 + random()));
}

/** `count` levels beyond `fromTicks` (excluded), walking away from the touch, which is `distance` ticks nearer. */
export function farLevels(
  random: () => number,
  side: LadderSide,
  fromTicks: number,
  count: number,
  distance: number,
): LadderLevel[] {
  const step = side === 'ask' ? 1 : -1;
  const levels: LadderLevel[] = [];
  for (let away = 1; levels.length < count; away += 1) {
    const priceTicks = fromTicks + step * away;
    if (priceTicks <= 0) break;
    if (random() < occupancy(distance + away - 1))
      levels.push({ priceTicks, sizeUnits: drawSize(random) });
  }
  return levels;
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
