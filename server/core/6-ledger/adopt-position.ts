// A position we did not trade ourselves. In: the venue's row. Out: a balanced EXTERNAL transaction, or null.
import type { SignedCentiContracts } from '#lib/domain/count.ts';
import { signedCount } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import {
  type MicroDollars,
  money,
  NO_MONEY,
  negateMoney,
  subtractMoney,
} from '#lib/domain/money.ts';
import { assertBalanced, type LedgerState, positionOf } from './ledger-state.ts';

/** What every id of an adopted position starts with. */
export const EXTERNAL_PREFIX = 'external:';

export interface Adoption {
  /** Root of the id: one adoption a market and root. */
  readonly root: string;
  readonly ticker: MarketTicker;
  readonly contracts: SignedCentiContracts;
  /** What the venue says the open contracts cost; null = it does not say, then all they can lose. */
  readonly cost: MicroDollars | null;
  readonly at: WallMs;
}

/**
 * Makes our position the venue's: its cost came from outside, so capital is the other side and nothing is realised.
 * Cash is not touched: it is read from the venue on its own. Null when both agree already.
 */
export function adoptPosition(ledger: LedgerState, adoption: Adoption): LedgerTransaction | null {
  const { ticker, contracts, at } = adoption;
  const held = positionOf(ledger, ticker);
  const missing = contracts - (held?.contracts ?? 0);
  if (missing === 0) return null;
  const worst = money(Math.abs(contracts) * 10_000);
  const cost = contracts === 0 ? NO_MONEY : (adoption.cost ?? worst);
  const added = subtractMoney(cost, held?.cost ?? NO_MONEY);
  const transaction: LedgerTransaction = {
    id: `${EXTERNAL_PREFIX}${adoption.root}:${ticker}`,
    at,
    kind: 'opening',
    ticker,
    contracts: signedCount(missing),
    entries: [
      { account: 'position-cost' as const, ticker, amount: added },
      { account: 'capital' as const, ticker: null, amount: negateMoney(added) },
    ].filter((entry) => entry.amount !== 0),
    memo: `EXTERNAL: ${missing / 100} contracts that were not traded here`,
  };
  assertBalanced(transaction);
  return transaction;
}
