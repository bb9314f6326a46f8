// What each settled market earned. In: our fills, results. Out: dollars by market, their sum and its standard error.
import type { FillRecord } from '#server/simulator/kalshi/exchange-event.ts';

export interface MarketEarnings {
  readonly markets: number;
  readonly contracts: number;
  readonly feesUsd: number;
  readonly totalUsd: number;
  /** Of the total, from the spread between markets: the market is the unit of independence. */
  readonly standardErrorUsd: number;
}

interface Account {
  micro: number;
  held: number;
}

/** Cash in and out of each market, fees included, plus what its contracts were paid; unsettled markets do not count. */
export function marketEarnings(
  fills: readonly FillRecord[],
  resultOf: (ticker: string) => '' | 'yes' | 'no',
): MarketEarnings {
  const byTicker = new Map<string, Account>();
  let contracts = 0;
  let fees = 0;
  for (const fill of fills) {
    if (resultOf(fill.ticker) === '') continue;
    const account = byTicker.get(fill.ticker) ?? { micro: 0, held: 0 };
    const sign = fill.side === 'bid' ? 1 : -1;
    // 1e-4 $ × 1e-2 contracts = 1e-6 $; selling YES is buying NO: held turns negative and cash comes in.
    account.micro -= sign * fill.priceCentiCents * fill.countCentiContracts + fill.feeMicro;
    account.held += sign * fill.countCentiContracts;
    byTicker.set(fill.ticker, account);
    contracts += fill.countCentiContracts / 100;
    fees += fill.feeMicro;
  }
  const earned = [...byTicker].map(
    ([ticker, { micro, held }]) => (micro + (resultOf(ticker) === 'yes' ? held * 10_000 : 0)) / 1e6,
  );
  const totalUsd = earned.reduce((sum, each) => sum + each, 0);
  const mean = earned.length === 0 ? 0 : totalUsd / earned.length;
  const squares = earned.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return {
    markets: earned.length,
    contracts,
    feesUsd: fees / 1e6,
    totalUsd,
    standardErrorUsd: Math.sqrt(squares),
  };
}
