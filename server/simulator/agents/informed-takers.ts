// Fast traders with a good view: they hit quotes that have gone stale by more than the fee. In: time and board. Out: orders.
import type { BookSide, MarketSummary } from '../kalshi/market-shapes.ts';
import { digitalPrice } from './digital-price.ts';
import type { IndexView } from './index-view.ts';
import type { TraderWorld } from './market-maker.ts';

/** Mean time between two looks at one market. */
const LOOK_MS = 400;

/** Least expected gain per contract after the taker fee, in dollars. */
const LEAST_EDGE = 0.015;

/** They are not always quick enough. */
const HIT_CHANCE = 0.5;

/** Contracts held in one market at which they stop adding: a standing difference of opinion is no stale quote. */
const MOST_POSITION = 600;

export interface InformedTaker {
  readonly view: IndexView;
  step(nowMs: number, dtMs: number, markets: readonly MarketSummary[]): void;
}

/** Taker fee per contract in dollars at YES price `ratio` (kalshi-api §6). */
function takerFee(ratio: number): number {
  return 0.07 * ratio * (1 - ratio);
}

/** The side worth taking and its price, or null. */
function staleSide(
  market: MarketSummary,
  fair: number,
): { readonly side: BookSide; readonly price: number } | null {
  const { bestBidCentiCents: bid, bestAskCentiCents: ask } = market;
  if (ask !== undefined && fair - ask / 10_000 - takerFee(ask / 10_000) > LEAST_EDGE) {
    return { side: 'bid', price: ask };
  }
  if (bid !== undefined && bid / 10_000 - fair - takerFee(bid / 10_000) > LEAST_EDGE) {
    return { side: 'ask', price: bid };
  }
  return null;
}

/** A fast taker with account `id`. */
export function createInformedTaker(
  id: string,
  view: IndexView,
  world: TraderWorld,
): InformedTaker {
  const { exchange, tape, rng } = world;

  const look = (market: MarketSummary, nowMs: number): void => {
    const seen = view.at(nowMs);
    const current = exchange.market(market.ticker);
    if (seen === null || current === undefined) return;
    const fair = digitalPrice(seen, current, tape.known(market.closeAtMs));
    if (fair === undefined || fair < 0.02 || fair > 0.98) return;
    const found = staleSide(current, fair);
    if (found === null || !rng.chance(HIT_CHANCE)) return;
    const held = exchange.position(id, market.ticker).positionCentiContracts / 100;
    if ((found.side === 'bid' ? held : -held) >= MOST_POSITION) return;
    exchange.placeFor(
      id,
      {
        ticker: market.ticker,
        side: found.side,
        priceCentiCents: found.price,
        countCentiContracts: (10 + rng.below(141)) * 100,
        timeInForce: 'immediate_or_cancel',
      },
      nowMs,
    );
  };

  return {
    view,
    step: (nowMs, dtMs, markets) => {
      for (const market of markets) if (rng.chance(dtMs / LOOK_MS)) look(market, nowMs);
    },
  };
}
