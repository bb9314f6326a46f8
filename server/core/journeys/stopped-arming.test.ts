// What happens while the breaker is tested: whoever stops trading then has stopped it. And whose trigger it was.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { orderGroupId, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport, OrderGroupReport } from '#lib/domain/report.ts';
import type { Effect } from '../effect.ts';
import { withoutFlags } from './testing/first-entry.ts';
import { createDriver, type Driver, optionsOf, replyIn, TICKER } from './testing/spine-driver.ts';

/** Ready to be armed; the test of its breaker is answered only when the test says so. */
function unarmed(): Driver {
  const driver = createDriver(withoutFlags());
  driver.boot();
  driver.seconds(70);
  driver.breaker.isSilent = true;
  return driver;
}

function tellGroup(
  driver: Driver,
  event: OrderGroupReport['event'],
  change: Partial<OrderGroupReport> = {},
): readonly Effect[] {
  return driver.send({
    kind: 'report',
    report: {
      ...{ kind: 'order-group', orderGroupId: orderGroupId('g-1'), shard: 2, event },
      ...change,
    },
  });
}

function strangersFill(driver: Driver): FillReport {
  return {
    ...{ kind: 'fill', tradeId: tradeId('theirs'), venueOrderId: venueOrderId('theirs') },
    ...{ clientOrderId: null, ticker: TICKER, side: 'bid', price: price(4_900) },
    ...{ count: count(100), isTaker: true, fee: money(0), venueAt: driver.now() },
    source: 'stream',
  };
}

function armed(): Driver {
  const driver = unarmed();
  driver.command({ kind: 'arm' });
  tellGroup(driver, 'proven');
  expect(driver.world.control.state).toBe('armed');
  return driver;
}

describe('a stop during an arming', () => {
  for (const kind of ['pause', 'reduce-only', 'kill'] as const)
    test(`I2 F116 "${kind}" while the breaker is tested is not undone by the proof`, () => {
      const driver = unarmed();
      driver.command({ kind: 'arm' });
      const said = driver.command({ kind, reason: 'no, stop' });
      expect(said.flatMap((each) => (each.kind === 'reply' ? [each.reply.code] : []))).toEqual([
        'arm-refused',
        kind === 'kill' ? 'killed' : 'arming-stopped',
      ]);
      tellGroup(driver, 'proven');
      driver.seconds(30);
      expect(driver.world.control.state).toBe(kind === 'kill' ? 'killed' : 'disarmed');
    });

  test('I2 a pause while paused and arming stays a pause', () => {
    const driver = armed();
    driver.command({ kind: 'pause', reason: 'lunch' });
    driver.command({ kind: 'arm' });
    expect(replyIn(driver.command({ kind: 'pause', reason: 'again' })).code).toBe('arm-refused');
    tellGroup(driver, 'proven');
    expect(driver.world.control.state).toBe('paused');
  });

  test('a simulated start that was stopped does not arm itself any more', () => {
    const driver = createDriver(optionsOf({ armWhenReady: true }));
    driver.breaker.isSilent = true;
    driver.boot();
    driver.world.control = { state: 'disarmed', latch: null, reason: 'not armed since start' };
    driver.world.armedOnce = false;
    driver.world.orderGroupReady = false;
    expect(replyIn(driver.command({ kind: 'pause', reason: '' })).code).toBe('arming-stopped');
    tellGroup(driver, 'proven');
    driver.seconds(20);
    expect(driver.world.control.state).toBe('disarmed');
  });

  test('F59 a fill by another hand during the arming refuses it', () => {
    const driver = unarmed();
    driver.command({ kind: 'arm' });
    const told = driver.send({ kind: 'report', report: strangersFill(driver) });
    expect(replyIn(told)).toMatchObject({ ok: false, code: 'arm-refused' });
    tellGroup(driver, 'proven');
    driver.seconds(3);
    expect(driver.world.control.state).toBe('disarmed');
  });

  test('F59 a disarmed account is told in the audit', () => {
    const told = armed();
    const effects = told.send({ kind: 'report', report: strangersFill(told) });
    const rows = effects.flatMap((each) => (each.kind === 'persist' ? each.records : []));
    expect(told.world.control.state).toBe('disarmed');
    expect(rows).toContainEqual(
      expect.objectContaining({ kind: 'audit', by: 'engine', action: 'disarm' }),
    );
  });
});

describe('a group replaced while armed', () => {
  test('F117 is tested by arming again, and entries wait for that', () => {
    const driver = armed();
    tellGroup(driver, 'created', { orderGroupId: orderGroupId('g-2') });
    expect(driver.world.orderGroupReady).toBe(false);
    expect(driver.command({ kind: 'arm' })).toContainEqual(
      expect.objectContaining({ kind: 'prove-group', orderGroupId: 'g-2' }),
    );
    const told = tellGroup(driver, 'proven', { orderGroupId: orderGroupId('g-2') });
    expect(replyIn(told)).toMatchObject({ ok: true, code: 'armed' });
    expect(driver.world.orderGroupReady).toBe(true);
  });
});

describe('whose trigger it was', () => {
  test('F70 a trigger dated after the proof kills, though our own echo never came', () => {
    const driver = armed();
    driver.seconds(10);
    tellGroup(driver, 'triggered', { venueAt: driver.now() });
    expect(driver.world.control.state).toBe('killed');
  });

  test('F70 our echo that comes late, and twice, is told by its date; a later one is not ours', () => {
    const driver = armed();
    const provenAt = driver.now();
    driver.seconds(10);
    tellGroup(driver, 'triggered', { venueAt: wallMs(provenAt - 200) });
    tellGroup(driver, 'triggered', { venueAt: wallMs(provenAt - 200) });
    expect(driver.world.control.state).toBe('armed');
    tellGroup(driver, 'triggered', { venueAt: wallMs(provenAt + 1_001) });
    expect(driver.world.control.state).toBe('killed');
  });

  test('F70 an echo without a date is believed once', () => {
    const driver = armed();
    tellGroup(driver, 'triggered');
    expect(driver.world.control.state).toBe('armed');
    tellGroup(driver, 'triggered');
    expect(driver.world.control.state).toBe('killed');
  });

  for (const between of ['disconnected', 'reset'] as const)
    test(`F70 "${between}" while the test is under way does not make its own trigger a stranger's`, () => {
      const driver = unarmed();
      driver.command({ kind: 'arm' });
      if (between === 'reset') tellGroup(driver, 'reset');
      else
        driver.send({
          kind: 'status',
          status: { kind: 'disconnected', connection: 'kalshi', reason: 'reset' },
        });
      tellGroup(driver, 'triggered', { venueAt: driver.now() });
      expect(driver.world.control.state).toBe('disarmed');
    });

  test('F70 the late trigger of a test that failed is still our own', () => {
    const driver = unarmed();
    driver.command({ kind: 'arm' });
    tellGroup(driver, 'unproven', { detail: 'trigger: no answer' });
    driver.passMs(3_500);
    tellGroup(driver, 'triggered', { venueAt: driver.now() });
    expect(driver.world.control.state).toBe('disarmed');
  });

  for (const between of ['disconnected', 'reset'] as const)
    test(`F70 "${between}" told after the test was passed does not either: a release resets, too, and frames are late`, () => {
      const driver = armed();
      const provenAt = driver.now();
      driver.passMs(2_500);
      if (between === 'reset') tellGroup(driver, 'reset', { venueAt: wallMs(provenAt - 1_500) });
      else
        driver.send({
          kind: 'status',
          status: { kind: 'disconnected', connection: 'kalshi', reason: 'reset' },
        });
      tellGroup(driver, 'triggered', { venueAt: wallMs(provenAt - 300) });
      expect(driver.world.control.state).toBe('armed');
    });
});
