// Average cost of the part of a position that is being closed. In: position, count. Out: its cost in 1e-6 $.
import { assertCondition } from '#lib/check.ts';
import type { CentiContracts } from '#lib/domain/count.ts';
import type { Position } from '#lib/domain/ledger.ts';
import { type MicroDollars, money } from '#lib/domain/money.ts';

/**
 * Cost × closed ÷ held, rounded down to 1e-6 $; closing everything divides evenly, so no dust stays behind.
 * Exact in BigInt: cost × count may exceed what a double holds.
 */
export function costOfClosed(held: Position, closed: CentiContracts): MicroDollars {
  const size = Math.abs(held.contracts);
  if (!(closed <= size && size > 0))
    assertCondition(false, `cannot close ${closed} of ${size} contracts`);
  return money(Number((BigInt(held.cost) * BigInt(closed)) / BigInt(size)));
}
