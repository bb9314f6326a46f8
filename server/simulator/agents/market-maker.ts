// One simulated market maker: quotes every open market from his own late view. In: time and board. Out: orders and cancels.
import type { SimulatedExchange } from '../kalshi/exchange-api.ts';
import type { MarketSummary } from '../kalshi/market-shapes.ts';
import type { OrderView } from '../kalshi/order-shapes.ts';
import type { Rng } from '../seeded/rng.ts';
import type { CommonLean } from './common-lean.ts';
import { digitalPrice } from './digital-price.ts';
import type { IndexView, PrintTape, ViewTraits } from './index-view.ts';
import { gridOf, midOf } from './market-board.ts';
import type { GridKind } from './price-grid.ts';
import { type DesiredQuote, type LadderHabits, quoteLadder } from './quote-ladder.ts';

export interface MakerTraits extends LadderHabits {
  readonly id: string;
  readonly view: ViewTraits;
  /** Mean time between two looks at one market. */
  readonly refreshMs: number;
  /** Quotes stay while fair value is within this of the last quoted one (1e-4 dollars). */
  readonly tolerance: number;
  /** Share of his fair value that is the book's mid rather than his own opinion. */
  readonly deference: number;
  /** Quotes are withdrawn this long before the close. */
  readonly pullMs: number;
}

/** What he remembers of one market. */
interface MarketMemory {
  nextLookMs: number;
  quotedFair: number;
  quotedInventory: number;
  quotedAtMs: number;
  pulled: boolean;
  grid: GridKind;
}

export interface MarketMaker {
  readonly id: string;
  readonly view: IndexView;
  step(nowMs: number, markets: readonly MarketSummary[]): void;
}

/** Everything a simulated trader shares with the others. */
export interface TraderWorld {
  readonly exchange: SimulatedExchange;
  readonly tape: PrintTape;
  readonly rng: Rng;
  /** The makers' common mood; absent: none. */
  readonly lean?: CommonLean;
}

/** In the last minute the value of a contract near the money jumps with every print: quote wider. */
const LAST_MINUTE_WIDEN = 2;

/** Contracts almost surely decided are looked at this much less often. */
const DECIDED_PATIENCE = 5;

/** Standing quotes are compared with the venue at least this often: a pause may have cancelled them. */
const RECHECK_MS = 10_000;

/** A maker with account `traits.id`, which must be open on the exchange. */
export function createMarketMaker(
  traits: MakerTraits,
  view: IndexView,
  world: TraderWorld,
): MarketMaker {
  const { exchange, tape, rng, lean } = world;
  const memories = new Map<string, MarketMemory>();

  const memoryOf = (market: MarketSummary, nowMs: number): MarketMemory => {
    const known = memories.get(market.ticker);
    if (known !== undefined) return known;
    const fresh: MarketMemory = {
      nextLookMs: nowMs + traits.refreshMs * rng.uniform(),
      quotedFair: Number.NaN,
      quotedInventory: 0,
      quotedAtMs: Number.NEGATIVE_INFINITY,
      pulled: false,
      grid: gridOf(market),
    };
    memories.set(market.ticker, fresh);
    return fresh;
  };

  const place = (quote: DesiredQuote, ticker: string, nowMs: number, memory: MarketMemory) => {
    const outcome = exchange.placeFor(
      traits.id,
      { ticker, ...quote, timeInForce: 'good_till_canceled', postOnly: true },
      nowMs,
    );
    if (!outcome.ok && outcome.code === 'invalid_price') memory.grid = 'cents';
    return outcome.ok;
  };

  /** Cancels what is no longer wanted, keeps the queue place of what is, adds what is missing. */
  const requote = (
    ticker: string,
    quotes: readonly DesiredQuote[],
    now: { readonly ms: number; readonly memory: MarketMemory },
  ): boolean => {
    const wanted = new Map(quotes.map((quote) => [`${quote.side}${quote.priceCentiCents}`, quote]));
    const standing = new Map<string, number>();
    const isWanted = (order: OrderView): boolean => {
      const key = `${order.side}${order.priceCentiCents}`;
      if (!wanted.has(key)) return false;
      standing.set(key, (standing.get(key) ?? 0) + order.remainingCentiContracts);
      return true;
    };
    for (const order of exchange.restingOrders(traits.id, ticker)) {
      if (!isWanted(order)) exchange.cancelFor(traits.id, order.orderId, now.ms);
    }
    let complete = true;
    for (const [key, quote] of wanted) {
      const missing = quote.countCentiContracts - (standing.get(key) ?? 0);
      if (missing < quote.countCentiContracts / 2) continue;
      const jitter = 0.7 + 0.6 * rng.uniform();
      const countCentiContracts = Math.max(1, Math.round((missing * jitter) / 100)) * 100;
      complete = place({ ...quote, countCentiContracts }, ticker, now.ms, now.memory) && complete;
    }
    return complete;
  };

  const look = (market: MarketSummary, memory: MarketMemory, nowMs: number): void => {
    const seen = view.at(nowMs);
    const price =
      seen === null
        ? undefined
        : digitalPrice(
            { ...seen, lean: lean?.at(nowMs) ?? 0 },
            market,
            tape.known(market.closeAtMs),
          );
    if (price === undefined) return;
    const isDecided = price < 0.01 || price > 0.99;
    const patience = isDecided ? DECIDED_PATIENCE : 1;
    memory.nextLookMs = nowMs + traits.refreshMs * patience * (0.5 + rng.uniform());
    const own = price * 10_000;
    const fair = own + traits.deference * ((midOf(market) ?? own) - own);
    const inventory = exchange.position(traits.id, market.ticker).positionCentiContracts / 100;
    const hasMoved = !(Math.abs(fair - memory.quotedFair) <= traits.tolerance);
    const isFresh = nowMs - memory.quotedAtMs < RECHECK_MS;
    if (!hasMoved && isFresh && inventory === memory.quotedInventory) return;
    const widen = market.closeAtMs - nowMs < 60_000 ? LAST_MINUTE_WIDEN : 1;
    const quotes = quoteLadder(fair, traits, { inventory, widen, grid: memory.grid });
    const complete = requote(market.ticker, quotes, { ms: nowMs, memory });
    memory.quotedFair = complete ? fair : Number.NaN;
    memory.quotedInventory = inventory;
    memory.quotedAtMs = nowMs;
  };

  return {
    id: traits.id,
    view,
    step: (nowMs, markets) => {
      for (const market of markets) {
        const memory = memoryOf(market, nowMs);
        if (memory.pulled || nowMs < memory.nextLookMs) continue;
        if (market.closeAtMs - nowMs <= traits.pullMs) {
          exchange.cancelAllFor(traits.id, nowMs, market.ticker);
          memory.pulled = true;
        } else look(market, memory, nowMs);
      }
      if (memories.size > 4 * markets.length + 64) forget(memories, markets);
    },
  };
}

/** Drops memories of markets that no longer trade. */
function forget(memories: Map<string, MarketMemory>, markets: readonly MarketSummary[]): void {
  const open = new Set(markets.map((market) => market.ticker));
  for (const ticker of memories.keys()) if (!open.has(ticker)) memories.delete(ticker);
}
