// The venue's double-entry ledger. In: postings whose legs sum to zero. Out: balances in micro-dollars.
// Pockets: outside (deposits, negative), house (fees), escrow:<ticker>, cash|reserved:<account>:<shard>.
import { assertInvariant } from '#lib/check.ts';

/** One place money can be. */
export type Pocket = string;

/** Where deposits come from; its balance is minus everything ever paid in. */
export const OUTSIDE: Pocket = 'outside';
/** Where fees go. */
export const HOUSE: Pocket = 'house';

/** Money a member can spend on a shard. */
export function cashPocket(accountId: string, shard: number): Pocket {
  return `cash:${accountId}:${shard}`;
}

/** Money set aside for a member's resting orders on a shard. */
export function reservedPocket(accountId: string, shard: number): Pocket {
  return `reserved:${accountId}:${shard}`;
}

/** $1 for every open pair of a market. */
export function escrowPocket(ticker: string): Pocket {
  return `escrow:${ticker}`;
}

export interface Leg {
  readonly pocket: Pocket;
  /** Positive: money arrives. */
  readonly micro: number;
}

export class Ledger {
  readonly #balances = new Map<Pocket, number>();

  /** Posts all legs or throws `Invariant: …`: legs are whole and sum to zero. */
  post(legs: readonly Leg[]): void {
    let sum = 0;
    for (const leg of legs) {
      if (!Number.isSafeInteger(leg.micro))
        assertInvariant(false, `posting to ${leg.pocket} is not whole`);
      sum += leg.micro;
    }
    if (sum !== 0) assertInvariant(false, `a posting creates ${sum} micro-dollars`);
    for (const leg of legs) {
      if (leg.micro === 0) continue;
      const next = this.balance(leg.pocket) + leg.micro;
      if (next === 0) this.#balances.delete(leg.pocket);
      else this.#balances.set(leg.pocket, next);
    }
  }

  /** Moves `micro` from one pocket to another. */
  move(from: Pocket, into: Pocket, micro: number): void {
    this.post([
      { pocket: from, micro: -micro },
      { pocket: into, micro },
    ]);
  }

  /** A pocket's balance, 0 when never used. */
  balance(pocket: Pocket): number {
    return this.#balances.get(pocket) ?? 0;
  }

  /** Every pocket that holds something. */
  pockets(): ReadonlyMap<Pocket, number> {
    return this.#balances;
  }
}
