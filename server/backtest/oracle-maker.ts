// The only maker of a backtest world: quotes the truth plus a lean of our choosing. In: time and prices. Out: orders.
import type { SimulatedExchange } from '#server/simulator/kalshi/exchange-api.ts';

const ACCOUNT = 'oracle';
const CASH_MICRO = 1e15;
const SHARD = 2;
/** Half the spread, and the distance to the second level, 1e-4 $. */
const HALF_SPREAD = 100;
const GAP = 100;
const CONTRACTS = 20_000;
/** Quotes stay while the price is within this of the last quoted one. */
const TOLERANCE = 50;
/** No quotes in the last seconds: nobody offers certainties. */
const PULL_MS = 5_000;

export interface OracleMaker {
  /** Renews the quotes of one market around `fair` (0 … 1). */
  quote(market: { readonly ticker: string; readonly closeAtMs: number }, fair: number): void;
}

/** Opens the maker's account. */
export function createOracleMaker(
  exchange: SimulatedExchange,
  clock: { readonly nowMs: () => number },
): OracleMaker {
  const cashMicroByShard = { [SHARD]: CASH_MICRO };
  exchange.openAccount({ id: ACCOUNT, kind: 'agent', cashMicroByShard }, clock.nowMs());
  const quoted = new Map<string, number>();

  const place = (ticker: string, side: 'bid' | 'ask', priceCentiCents: number): void => {
    if (priceCentiCents < 100 || priceCentiCents > 9_900) return;
    exchange.placeFor(
      ACCOUNT,
      {
        ticker,
        side,
        priceCentiCents,
        countCentiContracts: CONTRACTS,
        timeInForce: 'good_till_canceled',
      },
      clock.nowMs(),
    );
  };

  return {
    quote(market, fair) {
      const { ticker } = market;
      const centre = fair * 10_000;
      const left = market.closeAtMs - clock.nowMs();
      const before = quoted.get(ticker) ?? Number.NaN;
      if (Math.abs(centre - before) <= TOLERANCE && left > PULL_MS) return;
      exchange.cancelAllFor(ACCOUNT, clock.nowMs(), ticker);
      quoted.set(ticker, centre);
      if (left <= PULL_MS) return;
      // Whole cents, never inside the true half spread.
      const bid = Math.floor((centre - HALF_SPREAD) / 100) * 100;
      const ask = Math.ceil((centre + HALF_SPREAD) / 100) * 100;
      for (const level of [0, 1]) {
        place(ticker, 'bid', bid - level * GAP);
        place(ticker, 'ask', ask + level * GAP);
      }
    },
  };
}
