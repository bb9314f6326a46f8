// I1: a position is the sum of its fills, settlements and adoptions, recomputed from zero. In: those. Out: a difference.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { World } from '../world.ts';
import type { Invariant } from './invariant.ts';

function fromZero(world: World): Map<MarketTicker, number> {
  const sums = new Map<MarketTicker, number>();
  const add = (ticker: MarketTicker, contracts: number): void => {
    sums.set(ticker, (sums.get(ticker) ?? 0) + contracts);
  };
  for (const fill of world.orders.fills.values())
    add(fill.ticker, fill.side === 'bid' ? fill.count : -fill.count);
  for (const [ticker, booked] of world.ledger.settlements)
    for (const each of booked) add(ticker, each.contracts);
  for (const [ticker, contracts] of world.ledger.adopted) add(ticker, contracts);
  // Fills of weeks ago are not read back: what they belong to is judged no more.
  for (const ticker of world.standing.notWhole) sums.delete(ticker);
  return sums;
}

export const positionIsItsFills: Invariant = {
  id: 'I1',
  breach(world) {
    const sums = fromZero(world);
    for (const { ticker, contracts } of world.ledger.positions.values()) {
      if (world.standing.notWhole.has(ticker)) continue;
      const sum = sums.get(ticker) ?? 0;
      if (sum !== contracts) return `${ticker}: the books hold ${contracts}, its fills give ${sum}`;
      sums.delete(ticker);
    }
    for (const [ticker, sum] of sums)
      if (sum !== 0) return `${ticker}: fills of ${sum} are in no position`;
    return null;
  },
};
