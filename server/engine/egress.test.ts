// The one door out, under every change that can happen between the wish to send and the first byte.
import { describe, expect, test } from 'vitest';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import { verdictToOrder } from '#server/core/4-gate/verdict-to-order.ts';
import { requestOf, START } from '#server/core/5-execution/testing/venue-reports.ts';
import type { EventBody } from '#server/core/event.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createDoor } from './door.ts';
import { createEgress } from './egress.ts';
import { createFakeVenue } from './testing/fake-venue.ts';
import { createManualTime, settlePromises } from './testing/manual-time.ts';

function minted(name: string): ApprovedOrder {
  const { clientOrderId, orderGroupId, ...intent } = requestOf(name);
  return verdictToOrder({ intent, clientOrderId, orderGroupId, approvalId: null, at: START });
}

function setUp(change: Partial<VenueOrders> = {}) {
  const denial: { text: string | null } = { text: null };
  const time = createManualTime();
  const venue = createFakeVenue(change);
  const door = createDoor(() => 0);
  door.open();
  door.follow('armed');
  const pushed: EventBody[] = [];
  const forged: string[] = [];
  const commit: { settle: (error?: Error) => void } = { settle: () => undefined };
  const egress = createEgress({
    door,
    orders: venue.orders,
    clock: time.clock,
    push: (body) => pushed.push(body),
    deny: () => denial.text,
    onForged: (reason) => forged.push(reason),
    store: {
      commit: () =>
        new Promise((resolve, reject) => {
          commit.settle = (error) => (error === undefined ? resolve() : reject(error));
        }),
    },
  });
  const stored = () =>
    pushed.flatMap((each) => (each.kind === 'stored' ? [[each.committed, each.reason]] : []));
  return { denial, time, venue, door, pushed, forged, commit, egress, stored };
}

describe('egress', () => {
  test('I7 not a byte leaves before the intent is on disk; then exactly one create', async () => {
    const { venue, commit, egress, stored, pushed } = setUp();
    egress.send(minted('c-1'));
    await settlePromises();
    expect(venue.calls).toEqual([]);
    commit.settle();
    await settlePromises();
    expect(venue.calls).toEqual(['create c-1']);
    expect(stored()).toEqual([[true, 'intent on disk']]);
    expect(pushed.at(-1)).toMatchObject({ kind: 'report', report: { kind: 'order-accepted' } });
  });

  test('F85 what changed while the disk worked is seen: the intent is void, nothing is sent', async () => {
    const { venue, commit, egress, stored, denial } = setUp();
    egress.send(minted('c-1'));
    await settlePromises();
    denial.text = 'the day has lost its limit';
    commit.settle();
    await settlePromises();
    expect(venue.calls).toEqual([]);
    expect(stored()).toEqual([[false, 'at the door: the day has lost its limit']]);
  });

  test('F41 an intent that the store refuses is denied and never sent', async () => {
    const { venue, commit, egress, stored } = setUp();
    egress.send(minted('c-1'));
    await settlePromises();
    commit.settle(new Error('the lease with fencing number 3 is not in force'));
    await settlePromises();
    expect(venue.calls).toEqual([]);
    expect(stored()[0]?.[0]).toBe(false);
    expect(stored()[0]?.[1]).toContain('lease');
  });

  test('I2 a door closed while the disk works lets nothing out', async () => {
    const { venue, door, commit, egress, stored } = setUp();
    egress.send(minted('c-1'));
    await settlePromises();
    door.close('killed');
    commit.settle();
    await settlePromises();
    expect(venue.calls).toEqual([]);
    expect(stored()).toEqual([[false, 'door closed: killed']]);
  });

  test('F43 an intent that took two seconds to store is never sent late', async () => {
    const { time, venue, commit, egress, stored } = setUp();
    egress.send(minted('c-1'));
    await time.pass(2_001);
    commit.settle();
    await settlePromises();
    expect(venue.calls).toEqual([]);
    expect(stored()[0]?.[0]).toBe(false);
  });

  test('an order the gate did not mint, or a copy of one, is a breach and stays inside', async () => {
    const { venue, egress, forged, stored } = setUp();
    const copy = { ...minted('c-1') };
    egress.send(copy);
    await settlePromises();
    expect(venue.calls).toEqual([]);
    expect(forged).toHaveLength(1);
    expect(stored()[0]?.[0]).toBe(false);
  });

  test('F29 an adapter that throws after the send leaves the outcome unknown, not rejected', async () => {
    const { commit, egress, pushed } = setUp({
      create: () => Promise.reject(new Error('socket hang up')),
    });
    egress.send(minted('c-1'));
    await settlePromises();
    commit.settle();
    await settlePromises();
    expect(pushed.at(-1)).toMatchObject({
      kind: 'report',
      report: { kind: 'order-unknown', clientOrderId: 'c-1' },
    });
  });

  test('F115 a cancel goes out through a closed door, and a throwing one is unknown', async () => {
    const { door, egress, pushed } = setUp({ cancel: () => Promise.reject(new Error('reset')) });
    door.close('killed');
    const { ticker, shard } = requestOf('c-1');
    const accepted = await createFakeVenue().orders.create(minted('c-2'));
    if (accepted.kind !== 'order-accepted') throw new Error('the fake venue accepts');
    egress.cancel({ venueOrderId: accepted.venueOrderId, ticker, shard });
    await settlePromises();
    expect(pushed).toMatchObject([{ kind: 'report', report: { kind: 'cancel-unknown' } }]);
  });
});
