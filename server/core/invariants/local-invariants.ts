// Every invariant that one process can judge by itself, in order of number. In: world. Out: the first breach, by its name.
import type { World } from '../world.ts';
import { positionIsItsFills } from './i01-position-is-its-fills.ts';
import { latchWhileKilled } from './i04-latch-while-killed.ts';
import { exposureWithinLimits } from './i06-exposure-within-limits.ts';
import { approvalUsedOnce } from './i09-approval-used-once.ts';
import { orderStatesFit } from './i12-order-states-fit.ts';
import { noOverfillUnkilled } from './i13-no-overfill-unkilled.ts';
import { everyFillBooked } from './i14-every-fill-booked.ts';
import { feesAreTheVenues } from './i16-fees-are-the-venues.ts';
import { moneyIsWhole } from './i17-money-is-whole.ts';
import { booksBalance } from './i19-books-balance.ts';
import { orderRateCapped } from './i31-order-rate-capped.ts';
import { ordersCarryTheirGuards } from './i34-orders-carry-their-guards.ts';
import type { Invariant } from './invariant.ts';

export const LOCAL_INVARIANTS: readonly Invariant[] = [
  positionIsItsFills,
  latchWhileKilled,
  exposureWithinLimits,
  approvalUsedOnce,
  orderStatesFit,
  noOverfillUnkilled,
  everyFillBooked,
  feesAreTheVenues,
  moneyIsWhole,
  booksBalance,
  orderRateCapped,
  ordersCarryTheirGuards,
];

/** The first invariant that does not hold, with its number; null while all hold. */
export function firstBreach(world: World): string | null {
  for (const { id, breach } of LOCAL_INVARIANTS) {
    const why = breach(world);
    if (why !== null) return `${id}: ${why}`;
  }
  return null;
}
