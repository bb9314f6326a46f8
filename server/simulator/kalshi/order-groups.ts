// Order groups: the venue's own fill-rate breaker. In: fills and operator calls. Out: cancelled orders, events.
// Source: kalshi-api §4.4: rolling 15 s, triggers when the sum exceeds the limit, blocks until reset; one shard each.
import type { ExchangeEvent } from './exchange-event.ts';
import { cancelResting } from './order-record.ts';
import type { VenueReject } from './order-shapes.ts';
import { INVALID_ORDER_SIZE, NOT_FOUND } from './rejects.ts';
import { emit, type Order, type OrderGroup, type Venue } from './venue.ts';

const WINDOW_MS = 15_000;
const MAX_LIMIT_CENTI = 100_000_000;

type GroupEventName = Extract<ExchangeEvent, { kind: 'order_group' }>['event'];

function announce(venue: Venue, group: OrderGroup, event: GroupEventName): void {
  emit(venue, {
    kind: 'order_group',
    accountId: group.accountId,
    groupId: group.id,
    event,
    limitCentiContracts: group.limit,
    atMs: venue.nowMs,
  });
}

function isLimit(limit: number): boolean {
  return Number.isSafeInteger(limit) && limit >= 100 && limit <= MAX_LIMIT_CENTI;
}

/** Creates a group on a shard; the limit is in centi-contracts. */
export function createGroup(
  venue: Venue,
  terms: { readonly accountId: string; readonly shard: number; readonly limit: number },
): OrderGroup | VenueReject {
  if (!isLimit(terms.limit)) return INVALID_ORDER_SIZE;
  const group: OrderGroup = {
    id: venue.entropy.uuid(),
    accountId: terms.accountId,
    shard: terms.shard,
    orders: new Set(),
    recentFills: [],
    limit: terms.limit,
    isTriggered: false,
  };
  venue.groups.set(group.id, group);
  announce(venue, group, 'created');
  return group;
}

/** The account's group on that shard; a group of another shard is not found. */
export function findGroup(
  venue: Venue,
  key: { readonly accountId: string; readonly groupId: string; readonly shard: number },
): OrderGroup | VenueReject {
  const group = venue.groups.get(key.groupId);
  const isTheirs = group?.accountId === key.accountId && group.shard === key.shard;
  return isTheirs && group !== undefined ? group : NOT_FOUND;
}

/** Cancels every order of the group and refuses new ones until reset. */
export function triggerGroup(venue: Venue, group: OrderGroup): void {
  const wasTriggered = group.isTriggered;
  group.isTriggered = true;
  for (const order of [...group.orders]) cancelResting(venue, order, 'Decrease');
  if (!wasTriggered) announce(venue, group, 'triggered');
}

/** Clears the trigger and the rolling counter. */
export function resetGroup(venue: Venue, group: OrderGroup): void {
  group.isTriggered = false;
  group.recentFills.length = 0;
  announce(venue, group, 'reset');
}

/** Changes the limit; triggers at once when the rolling volume is already above it. */
export function limitGroup(
  venue: Venue,
  group: OrderGroup,
  limit: number,
): VenueReject | undefined {
  if (!isLimit(limit)) return INVALID_ORDER_SIZE;
  group.limit = limit;
  announce(venue, group, 'limit_updated');
  if (rollingVolume(venue, group) > group.limit) triggerGroup(venue, group);
  return undefined;
}

/** Cancels the group's orders and removes it. */
export function deleteGroup(venue: Venue, group: OrderGroup): void {
  for (const order of [...group.orders]) cancelResting(venue, order, 'Decrease');
  venue.groups.delete(group.id);
  announce(venue, group, 'deleted');
}

function rollingVolume(venue: Venue, group: OrderGroup): number {
  const oldest = venue.nowMs - WINDOW_MS;
  while ((group.recentFills[0]?.atMs ?? Number.POSITIVE_INFINITY) <= oldest) {
    group.recentFills.shift();
  }
  return group.recentFills.reduce((sum, fill) => sum + fill.count, 0);
}

/** Counts a fill against the order's group. The trigger itself waits for `applyGroupTriggers`. */
export function countGroupFill(venue: Venue, order: Order, count: number): void {
  order.group?.recentFills.push({ atMs: venue.nowMs, count });
}

/** Triggers every group whose rolling volume exceeds its limit; run after matching, so a match may overshoot. */
export function applyGroupTriggers(venue: Venue): void {
  for (const group of venue.groups.values()) {
    if (group.isTriggered || group.recentFills.length === 0) continue;
    if (rollingVolume(venue, group) > group.limit) triggerGroup(venue, group);
  }
}
