// The most a drill on a real exchange can lose, told before anything is sent. In: how much is rehearsed. Out: money.
import type { KillLevel } from '#lib/domain/kill.ts';
import { type MicroDollars, money } from '#lib/domain/money.ts';

/** A resting bid is never above a cent; bought after all, it is sold again for a fee below one more (kalshi-api §6). */
const BID_MICRO = 20_000;
/** A contract is never above a dollar; the fee is below two cents, bought and sold (kalshi-api §6). */
const CONTRACT_MICRO = 1_040_000;

/** If everything that can fill did, and settled at nothing. */
export function worstCase(
  levels: readonly KillLevel[],
  terms: { readonly orders: number; readonly runs: number },
): MicroDollars {
  const bought = levels.includes('flatten') ? terms.runs : 0;
  return money(levels.length * terms.runs * terms.orders * BID_MICRO + bought * CONTRACT_MICRO);
}
