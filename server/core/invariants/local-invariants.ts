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
import type { EntryInvariant, Invariant, MadeEntry } from './invariant.ts';

/** Hold at any moment. */
const STANDING: readonly Invariant[] = [
  positionIsItsFills,
  latchWhileKilled,
  approvalUsedOnce,
  orderStatesFit,
  noOverfillUnkilled,
  everyFillBooked,
  feesAreTheVenues,
  moneyIsWhole,
  booksBalance,
  ordersCarryTheirGuards,
];

/** Hold after every entry, under the limits it was made under. */
const OF_ENTRIES: readonly EntryInvariant[] = [exposureWithinLimits, orderRateCapped];

/** All of them: what holds as long as no limit is lowered. */
export const LOCAL_INVARIANTS: readonly Invariant[] = [...STANDING, ...OF_ENTRIES];

function firstOf(invariants: readonly Invariant[], world: World): string | null {
  for (const { id, breach } of invariants) {
    const why = breach(world);
    if (why !== null) return `${id}: ${why}`;
  }
  return null;
}

/** The first invariant that does not hold, with its number; null while all hold. Limits must not have been lowered. */
export function firstBreach(world: World): string | null {
  return firstOf(LOCAL_INVARIANTS, world);
}

/** The same in production, where a limit may be lowered below what stands. */
export function firstStandingBreach(world: World): string | null {
  return firstOf(STANDING, world);
}

/** What an entry just made has broken. */
export function firstBreachByEntry(world: World, entry: MadeEntry): string | null {
  for (const { id, breachByEntry } of OF_ENTRIES) {
    const why = breachByEntry(world, entry);
    if (why !== null) return `${id}: ${why}`;
  }
  return null;
}

/** Cheap enough for every step: a latch exactly while killed. */
export function firstBreachOfStep(world: World): string | null {
  const why = latchWhileKilled.breach(world);
  return why === null ? null : `${latchWhileKilled.id}: ${why}`;
}
