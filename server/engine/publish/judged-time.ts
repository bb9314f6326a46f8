// How long each market was kept flat, and by which check. In: the latest decisions, once a second. Out: sums a market. No clock.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { JudgedTime } from '#lib/wire/last-market.ts';
import { failing, mainReason } from '#server/core/4-gate/sentence.ts';
import type { World } from '#server/core/world.ts';

/** A longer silence is time in which nothing was judged: it counts for no reason. */
const LONGEST_GAP_MS = 5_000;

interface Tally {
  ms: number;
  readonly flat: Map<string, { text: string; ms: number }>;
}

export interface JudgedTimes {
  /** The time since the last look goes to what every market was told; markets past their close gain none. */
  look(world: World, at: WallMs): void;
  /** Null where the market was never judged. */
  of(ticker: MarketTicker): JudgedTime | null;
  /** Forgets all but those. */
  keep(isKept: (ticker: MarketTicker) => boolean): void;
}

/** Stored decisions are changes of verdict alone: while a market stays flat, its reasons change without one. */
export function createJudgedTimes(): JudgedTimes {
  const tallies = new Map<MarketTicker, Tally>();
  let lastAt: WallMs | null = null;
  return {
    look(world, at) {
      const ms = lastAt === null ? 0 : at - lastAt;
      lastAt = at;
      if (ms <= 0 || ms > LONGEST_GAP_MS) return;
      for (const [ticker, { decision }] of world.decisions) {
        // Off the watch list it is judged no more, and its last verdict is nobody's.
        if (at - decision.at > LONGEST_GAP_MS) continue;
        const closeAt = world.market.contracts.get(ticker)?.market.closeAt;
        if (closeAt === undefined || at > closeAt) continue;
        const tally = tallies.get(ticker) ?? { ms: 0, flat: new Map() };
        tallies.set(ticker, tally);
        tally.ms += ms;
        const reason = mainReason(failing(decision.checks));
        if (decision.verdict !== 'flat' || reason === undefined) continue;
        const known = tally.flat.get(reason.id)?.ms ?? 0;
        tally.flat.set(reason.id, { text: reason.text, ms: known + ms });
      }
    },
    of(ticker) {
      const tally = tallies.get(ticker);
      if (tally === undefined) return null;
      const [longest = null] = [...tally.flat.values()].toSorted((a, b) => b.ms - a.ms);
      return { ms: tally.ms, flat: longest };
    },
    keep(isKept) {
      for (const ticker of tallies.keys()) if (!isKept(ticker)) tallies.delete(ticker);
    },
  };
}
