// What the private streams did not tell, and what another run's reading proved: neither is taken for today's truth.
import { describe, expect, test } from 'vitest';
import { orderGroupId } from '#lib/domain/ids.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { entering, holding, withoutFlags } from './testing/first-entry.ts';
import { createDriver, type Driver, ordersIn, replyIn } from './testing/spine-driver.ts';

function streams(driver: Driver, kind: 'lost' | 'cut' | 'connected' | 'subscribed') {
  const connection = 'kalshi';
  const feed = 'kalshi-orders';
  switch (kind) {
    case 'cut':
      return driver.send({
        kind: 'status',
        status: { kind: 'disconnected', connection, reason: 'reset' },
      });
    case 'lost':
      return driver.send({
        kind: 'status',
        status: { kind: 'subscription-lost', connection, feed, reason: 'silent' },
      });
    case 'connected':
      return driver.send({ kind: 'status', status: { kind: 'connected', connection } });
    default:
      return driver.send({ kind: 'status', status: { kind: 'subscribed', connection, feed } });
  }
}

describe('a gap in the private streams', () => {
  for (const way of ['cut', 'lost'] as const)
    test(`I25 a reading begun before they were ${way}, or in the gap, does not prove what happened in it`, () => {
      const driver = holding();
      driver.seconds(10);
      const before = driver.reading();
      driver.passMs(300);
      streams(driver, way);
      expect(driver.world.reconciled.clean).toBe(false);
      driver.passMs(300);
      driver.send(before);
      expect(driver.world.reconciled.clean).toBe(false);
      const within = driver.reading();
      if (way === 'cut') streams(driver, 'connected');
      driver.passMs(300);
      const asked = streams(driver, 'subscribed');
      expect(asked).toContainEqual(expect.objectContaining({ kind: 'reconcile' }));
      driver.send(within);
      expect(driver.world.reconciled.drift.join()).toContain('private streams');
      driver.send(driver.reading());
      expect(driver.world.reconciled.clean).toBe(true);
    });
});

describe('a restart while killed', () => {
  test('F74 F75 the confirmation of another run is not shown, and releases nothing', () => {
    const first = createDriver(withoutFlags());
    first.boot();
    first.command({ kind: 'kill', reason: 'enough' });
    const confirmed = {
      kind: 'report',
      report: { kind: 'kill-step', step: 'confirmed', detail: '', resting: 0 },
    } as const;
    first.send(confirmed);
    const latch = first.world.control.latch as KillLatch;
    expect(latch.confirmedAt).not.toBeNull();
    const again = createDriver(withoutFlags());
    again.passMs(100_000);
    const nothing = { orders: [], transactions: [], fills: [], approvals: [] };
    again.send({ kind: 'recovered', ...nothing, latch, orderGroupId: orderGroupId('g-1') });
    expect(again.world.control.latch?.confirmedAt).toBeNull();
    again.passMs(5_000);
    const late = again.send({ kind: 'timer', timer: 'kill-deadline' });
    expect(late).toContainEqual(expect.objectContaining({ code: 'kill-unconfirmed' }));
    streams(again, 'connected');
    streams(again, 'subscribed');
    again.send(again.reading());
    expect(replyIn(again.command({ kind: 'release', reason: 'go' }))).toMatchObject({
      ...{ ok: false, code: 'release-refused' },
    });
    again.send(confirmed);
    expect(replyIn(again.command({ kind: 'release', reason: 'go' })).ok).toBe(true);
  });

  test('F96 F119 a wall clock that steps forward releases nothing sooner', () => {
    const driver = createDriver(withoutFlags());
    driver.boot();
    driver.command({ kind: 'kill', reason: 'enough' });
    for (const step of ['cancel-all', 'confirmed'] as const)
      driver.send({ kind: 'report', report: { kind: 'kill-step', step, detail: '', resting: 0 } });
    driver.passMs(60_000, true);
    driver.send(driver.reading());
    expect(replyIn(driver.command({ kind: 'release', reason: 'go' })).ok).toBe(false);
    driver.seconds(6);
    expect(replyIn(driver.command({ kind: 'release', reason: 'go' })).ok).toBe(true);
  });
});

describe('a long gap with healthy readings', () => {
  test('I25 reduces after a minute, and kills nobody while every reading agrees', () => {
    const driver = holding();
    streams(driver, 'cut');
    driver.seconds(70);
    expect(driver.world.control.state).toBe('reducing');
    driver.seconds(330);
    expect(driver.world.control.state).toBe('reducing');
    streams(driver, 'connected');
    streams(driver, 'subscribed');
    driver.send(driver.reading());
    expect(driver.world.reconciled.clean).toBe(true);
  });
});

describe('a kill pressed while the store is read', () => {
  test('F75 its own confirmation stands when the store has been read', () => {
    const driver = createDriver(withoutFlags());
    driver.command({ kind: 'kill', reason: 'at once' });
    driver.send({
      kind: 'report',
      report: { kind: 'kill-step', step: 'confirmed', detail: '', resting: 0 },
    });
    const nothing = { orders: [], transactions: [], fills: [], approvals: [] };
    driver.send({ kind: 'recovered', ...nothing, latch: null, orderGroupId: null });
    expect(driver.world.control.latch?.confirmedAt).not.toBeNull();
  });
});

describe('an exit from books that are not clean', () => {
  test('I3 the time exit leaves reduce-only, never posted: it must not open what we do not hold', () => {
    const driver = holding({ exitBeforeCloseSeconds: 700, exitPassiveSeconds: 3 });
    streams(driver, 'lost');
    const left = ordersIn([...driver.seconds(150), ...driver.quote(47, 49), ...driver.seconds(2)]);
    expect(left.length).toBeGreaterThan(0);
    for (const order of left)
      expect(order).toMatchObject({ purpose: 'exit', reduceOnly: true, postOnly: false });
  });
});

describe('stops that nobody pressed', () => {
  test('drift for a minute withdraws what waits, and the audit says why', () => {
    const { driver } = entering();
    for (let i = 0; i < 14; i++) {
      driver.seconds(4);
      streams(driver, 'lost');
    }
    const told = driver.seconds(12);
    expect(driver.world.control.state).toBe('reducing');
    const rows = told.flatMap((each) => (each.kind === 'persist' ? each.records : []));
    expect(rows).toContainEqual(
      expect.objectContaining({ kind: 'audit', by: 'engine', action: 'reduce-only' }),
    );
  });

  test('the time set for leaving is kept while disarmed', () => {
    const driver = holding({ exitBeforeCloseSeconds: 700 });
    driver.world.control = { state: 'disarmed', latch: null, reason: 'a stranger' };
    const left = ordersIn([...driver.seconds(150), ...driver.quote(47, 49), ...driver.seconds(2)]);
    expect(left.map(({ purpose }) => purpose)).toContain('exit');
  });
});
