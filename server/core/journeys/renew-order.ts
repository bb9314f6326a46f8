// Asks for a longer rest of one of our quotes. In: world, order, the later expiry. Out: recorded, then asked, once.
import { NO_CONTRACTS } from '#lib/domain/count.ts';
import type { ClientOrderId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { askRenewal } from '../5-execution/order-book-state.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';

/** Counts as an order of no contracts in the rates; the door looks again before the first byte. */
export function renewOrder(
  world: World,
  what: { readonly id: ClientOrderId; readonly until: WallMs },
  event: CoreEvent,
  out: Effect[],
): void {
  const order = askRenewal(world.orders, what.id, { until: what.until, at: event.at });
  if (order === null) return;
  world.sent = [...world.sent, { at: event.at, count: NO_CONTRACTS }];
  out.push({ kind: 'commit-then-renew', order });
}
