// Public trades, each accepted once and in order. In: trades of a venue or a contract. Out: the fresh ones (F07).
import type { TradeId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { SpotTrade, SpotTradeTick } from '#lib/domain/tick.ts';

/** A trade may be this much older than the newest accepted one; beyond it is a replayed past. */
const ORDER_TOLERANCE_MS = 1_000;
/** Contract trade ids remembered for deduplication. */
const REMEMBERED = 2_048;

export interface SpotTape {
  /** Highest trade id per venue: ids rise by one a trade within a venue. */
  readonly lastId: Map<SpotTradeTick['venue'], number>;
  lastTradeUsd: number | null;
  /** Venue time of the newest accepted trade. */
  venueAt: WallMs | null;
  /** Our wall time of the last message with an accepted trade. */
  at: WallMs | null;
}

/** An empty tape. */
export function createSpotTape(): SpotTape {
  return { lastId: new Map(), lastTradeUsd: null, venueAt: null, at: null };
}

/** Records a message and returns its fresh trades; repeats and trades from the past are left out. */
export function acceptSpotTrades(
  tape: SpotTape,
  tick: SpotTradeTick,
  at: WallMs,
): readonly SpotTrade[] {
  const fresh: SpotTrade[] = [];
  for (const trade of tick.trades) {
    if (trade.id <= (tape.lastId.get(tick.venue) ?? -1)) continue;
    if (tape.venueAt !== null && trade.venueAt < tape.venueAt - ORDER_TOLERANCE_MS) continue;
    tape.lastId.set(tick.venue, trade.id);
    tape.lastTradeUsd = trade.priceUsd;
    tape.venueAt = trade.venueAt;
    tape.at = at;
    fresh.push(trade);
  }
  return fresh;
}

/** The newest contract trade ids, in two generations so that forgetting is O(1). */
export interface SeenTrades {
  current: Set<TradeId>;
  previous: Set<TradeId>;
}

/** Nothing seen. */
export function createSeenTrades(): SeenTrades {
  return { current: new Set(), previous: new Set() };
}

/** True the first time an id is shown; remembers at least the last 2,048. */
export function isFreshTrade(seen: SeenTrades, id: TradeId): boolean {
  if (seen.current.has(id) || seen.previous.has(id)) return false;
  if (seen.current.size >= REMEMBERED) {
    seen.previous = seen.current;
    seen.current = new Set();
  }
  seen.current.add(id);
  return true;
}
