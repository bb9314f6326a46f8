// What a trade would have earned by now that its market has settled. In: its terms, the payout. Out: net money against not trading.
import type { BookSide } from './side.ts';

/** Terms of one trade: price 1e-4 $ on the YES scale, count 1e-2 contracts. */
export interface TradeTerms {
  readonly side: BookSide;
  /** The limit: the worst price it would have paid. */
  readonly price: number;
  /** The mean over the levels it was priced on, to which the fee belongs; null where it cannot be told. */
  readonly averagePrice: number | null;
  readonly count: number;
  /** 1e-4 $ a contract; null where it was not kept. */
  readonly feePerContract: number | null;
}

/** How a market settled: 1e-4 $ a YES contract; null for a void market, which gives back what was paid. */
export interface Settled {
  readonly result: 'yes' | 'no' | 'scalar' | 'void';
  readonly yesPayout: number | null;
}

export interface Hindsight {
  /** Net of the fee, 1e-4 $ a contract. */
  readonly perContract: number;
  /** At the decided size, 1e-6 $, rounded to whole ones. */
  readonly totalMicro: number;
}

/**
 * The trade taken whole at the mean price it was priced at (its limit where that is not known: never better than it
 * was) and held to settlement, against not having traded at all: a buyer of YES gains payout − price, a seller of YES
 * (a buyer of NO, or a holder who left) price − payout, both less the fee. An exit is thereby compared with holding on.
 * Null where the market has not settled, was void, or the fee is not known.
 */
export function hindsightOf(trade: TradeTerms | null, settled: Settled | null): Hindsight | null {
  if (trade === null || trade.feePerContract === null) return null;
  if (settled === null || settled.yesPayout === null) return null;
  const price = trade.averagePrice ?? trade.price;
  const gain = trade.side === 'bid' ? settled.yesPayout - price : price - settled.yesPayout;
  const perContract = gain - trade.feePerContract;
  return { perContract, totalMicro: Math.round(perContract * trade.count) };
}

/** One execution of an order: price 1e-4 $ on the YES scale, count 1e-2 contracts, fee 1e-6 $. */
export interface Executed {
  readonly side: BookSide;
  readonly price: number;
  readonly count: number;
  readonly fee: number;
}

/** What executions did earn against not trading, 1e-6 $ net of the fees paid; null until the market has settled by value. */
export function earnedMicro(fills: readonly Executed[], settled: Settled | null): number | null {
  const payout = settled?.yesPayout ?? null;
  if (payout === null) return null;
  return fills.reduce((sum, { side, price, count, fee }) => {
    const gain = side === 'bid' ? payout - price : price - payout;
    return sum + gain * count - fee;
  }, 0);
}
