// The one door out, under every change that can happen between the wish to send and the first byte.
import { describe, expect, test } from 'vitest';
import { venueOrderId } from '#lib/domain/ids.ts';
import { addMs } from '#lib/domain/instant.ts';
import type { ApprovedOrder, Order } from '#lib/domain/order.ts';
import { verdictToOrder } from '#server/core/4-gate/verdict-to-order.ts';
import { requestOf, START, storedOrder } from '#server/core/5-execution/testing/venue-reports.ts';
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
    denyRenewal: () => denial.text,
    onForged: (reason) => forged.push(reason),
    store: {
      commit: () =>
        new Promise((resolve, reject) => {
          commit.settle = (error) => (error === undefined ? resolve() : reject(error));
        }),
    },
  });
  const renewals = () =>
    pushed.flatMap((each) =>
      each.kind === 'report' && each.report.kind === 'renewal'
        ? [[each.report.outcome, each.report.cause]]
        : [],
    );
  const stored = () =>
    pushed.flatMap((each) => (each.kind === 'stored' ? [[each.committed, each.reason]] : []));
  return { denial, time, venue, door, pushed, forged, commit, egress, stored, renewals };
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

  test('F71 a create without a clear answer may arrive for a minute, one with an answer does not', async () => {
    for (const [create, isLate] of [
      [() => Promise.reject(new Error('reset')), true],
      [
        async () =>
          ({
            kind: 'order-unknown',
            clientOrderId: requestOf('c-1').clientOrderId,
            cause: 'no answer',
          }) as const,
        true,
      ],
      [undefined, false],
    ] as const) {
      const { time, commit, egress } = setUp(create === undefined ? {} : { create });
      egress.send(minted('c-1'));
      await settlePromises();
      expect(egress.mayArriveLate()).toBe(false);
      commit.settle();
      await settlePromises();
      expect(egress.mayArriveLate()).toBe(isLate);
      await time.pass(59_999);
      expect(egress.mayArriveLate()).toBe(isLate);
      await time.pass(1);
      expect(egress.mayArriveLate()).toBe(false);
    }
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

describe('a renewal at the door', () => {
  const UNTIL = addMs(START, 100_000);
  /** A resting quote that is to rest until UNTIL. */
  const renewing = (request: ApprovedOrder = minted('c-1')): Order => ({
    ...storedOrder('c-1'),
    ...{ request, state: 'pending-amend', venueOrderId: venueOrderId('v-1') },
    renewal: { askedAt: START, expiresAt: UNTIL, sureUntil: addMs(START, 60_000) },
  });

  test('I7 leaves once, after the disk has it, and its answer comes back', async () => {
    const { venue, commit, egress, renewals } = setUp();
    egress.renew(renewing());
    await settlePromises();
    expect(venue.calls).toEqual([]);
    commit.settle();
    await settlePromises();
    expect(venue.calls).toEqual([`renew v-1 to ${UNTIL}`]);
    expect(renewals()).toEqual([['done', '']]);
  });

  test.each([
    ['I2 a kill closed it', (scene) => scene.door.close('killed'), /killed/],
    ['I2 trading is paused', (scene) => scene.door.follow('paused'), /paused/],
    ['I2 trading is disarmed', (scene) => scene.door.follow('disarmed'), /disarmed/],
    ['I2 trading only reduces', (scene) => scene.door.follow('reducing'), /reducing/],
    ['the process is stopping', (scene) => scene.door.seal('stopping'), /stopping/],
    [
      'F85 the core no longer wants it',
      (scene) => {
        scene.denial.text = 'the order is pending-cancel';
      },
      /pending-cancel/,
    ],
  ] satisfies [string, (scene: ReturnType<typeof setUp>) => void, RegExp][])(
    '%s while the disk worked, or before: nothing leaves',
    async (_, change, words) => {
      for (const isBefore of [true, false]) {
        const scene = setUp();
        if (isBefore) change(scene);
        scene.egress.renew(renewing());
        await settlePromises();
        if (!isBefore) change(scene);
        scene.commit.settle();
        await settlePromises();
        expect(scene.venue.calls).toEqual([]);
        expect(scene.renewals()).toEqual([['not-sent', expect.stringMatching(words)]]);
      }
    },
  );

  test('F41 F43 stays inside when the store refuses it or takes two seconds', async () => {
    const refused = setUp();
    refused.egress.renew(renewing());
    await settlePromises();
    refused.commit.settle(new Error('the lease is not in force'));
    await settlePromises();
    const late = setUp();
    late.egress.renew(renewing());
    await late.time.pass(2_001);
    late.commit.settle();
    await settlePromises();
    expect([...refused.venue.calls, ...late.venue.calls]).toEqual([]);
    expect(refused.renewals()).toEqual([['not-sent', expect.stringContaining('lease')]]);
    expect(late.renewals()).toEqual([['not-sent', expect.stringContaining('too late')]]);
  });

  test('of an order the gate did not mint is a breach and stays inside', async () => {
    const { venue, egress, forged, renewals } = setUp();
    egress.renew(renewing({ ...minted('c-1') }));
    await settlePromises();
    expect([venue.calls, forged.length]).toEqual([[], 1]);
    expect(renewals()).toEqual([['not-sent', 'not minted by the gate']]);
  });

  test('F29 is unknown when the adapter throws, and is not tried again', async () => {
    const { commit, egress, venue, renewals } = setUp({
      renew: () => Promise.reject(new Error('socket hang up')),
    });
    egress.renew(renewing());
    await settlePromises();
    commit.settle();
    await settlePromises();
    expect(renewals()).toEqual([['unknown', 'socket hang up']]);
    expect(venue.calls).toHaveLength(1);
  });
});
