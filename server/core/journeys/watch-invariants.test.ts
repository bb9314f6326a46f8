// The invariants in production: a broken one kills at once and by its name; nothing that may happen in order does.
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { clientOrderId, marketTicker, venueOrderId } from '#lib/domain/ids.ts';
import { addMs, monoNs, wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import { adoptPosition } from '../6-ledger/adopt-position.ts';
import { applyTransaction } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import { LOCAL_INVARIANTS } from '../invariants/local-invariants.ts';
import { BENDS } from '../invariants/testing/bent-world.ts';
import type { World } from '../world.ts';
import { holding } from './testing/first-entry.ts';
import { type Driver, ordersIn } from './testing/spine-driver.ts';
import { watchInvariants } from './watch-invariants.ts';

const OF_ENTRIES = ['I6', 'I31'];
const STANDING = LOCAL_INVARIANTS.map(({ id }) => id).filter((id) => !OF_ENTRIES.includes(id));

const killsIn = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind === 'kill');

/** The step in which the entry of this world was made, again. */
function enterAgain(driver: Driver): Effect[] {
  const [order] = driver.steps.flatMap(({ effects }) => ordersIn(effects));
  if (order === undefined) throw new Error('no order');
  const out: Effect[] = [{ kind: 'commit-then-send', order }];
  const times = { at: driver.now(), mono: monoNs(0) };
  const event: CoreEvent = { seq: 1, ...times, kind: 'timer', timer: 'second' };
  watchInvariants(driver.world, event, out);
  return out;
}

function limited(driver: Driver, change: Partial<World['limits']>): void {
  const limits = { ...driver.world.limits, version: driver.world.limits.version + 1, ...change };
  driver.send({ kind: 'limits', limits, by: 'test' });
}

describe('invariants in production', () => {
  test.each(STANDING)('%s broken kills within a second, by its name, and stays killed', (id) => {
    const driver = holding();
    BENDS[id]?.(driver.world);
    const effects = driver.second();
    const { state, latch } = driver.world.control;
    expect(state).toBe('killed');
    expect(latch?.reason).toMatch(new RegExp(`^invariant broken, ${id}: `));
    expect(killsIn(effects)).toHaveLength(1);
    expect(killsIn(driver.seconds(3))).toEqual([]);
  });

  test('I4 a latch that stands while trading goes on ends the trading', () => {
    const driver = holding();
    const latch = { id: 'l', at: wallMs(0), by: '', reason: '', steps: [], confirmedAt: null };
    driver.world.control = { ...driver.world.control, latch };
    driver.second();
    expect(driver.world.control.state).toBe('killed');
  });

  test.each(OF_ENTRIES)('%s broken by an entry kills in the very step that made it', (id) => {
    const driver = holding();
    BENDS[id]?.(driver.world);
    driver.passMs(10_000);
    const out = enterAgain(driver);
    expect(driver.world.control.latch?.reason).toContain(`invariant broken, ${id}: `);
    expect(killsIn(out)).toHaveLength(1);
  });

  test('F85 I6 I31 a limit lowered below what stands is no breach; the gate allows no more', () => {
    const driver = holding();
    limited(driver, { maxMarketExposure: money(1), maxTotalExposure: money(2) });
    driver.seconds(3);
    expect(driver.world.control.latch).toBeNull();
  });

  test('I6 I31 a limit raised while running counts from then on', () => {
    const driver = holding();
    limited(driver, { maxMarketExposure: money(1_500_000_000), maxOrdersPerMinute: 400 });
    BENDS['I31']?.(driver.world);
    driver.passMs(10_000);
    enterAgain(driver);
    expect(driver.world.control.latch).toBeNull();
  });

  test('I31 entries of the last run do not count against this one', () => {
    const driver = holding();
    BENDS['I31']?.(driver.world);
    driver.passMs(10_000);
    driver.world.standing = { ...driver.world.standing, since: driver.now() };
    enterAgain(driver);
    expect(driver.world.control.latch).toBeNull();
  });

  test('I1 a position taken over from outside is no breach', () => {
    const driver = holding();
    const { ledger } = driver.world;
    const adoption = { root: 'test', contracts: signedCount(300), cost: money(1_500_000) };
    const ticker = marketTicker('KXBTCD-26NOV2016-T95000');
    const adopted = adoptPosition(ledger, { ...adoption, ticker, at: driver.now() });
    if (adopted === null) throw new Error('nothing was adopted');
    applyTransaction(ledger, adopted);
    driver.second();
    expect(driver.world.control.latch).toBeNull();
  });

  test('I1 a market paid out before the start is not judged by fills that are not read back', () => {
    const driver = holding();
    const { world } = driver;
    const [position] = world.ledger.positions.values();
    if (position === undefined) throw new Error('no position');
    world.orders.fills.clear();
    for (const tracked of [...world.orders.tracked.values()])
      world.orders.tracked.delete(tracked.order.request.clientOrderId);
    const settled = { ...position, contracts: signedCount(0), settled: true };
    world.ledger.positions.set(position.ticker, { ...settled, cost: money(0) });
    world.ledger.balances.set('cash', money(0));
    for (const account of world.ledger.balances.keys())
      world.ledger.balances.set(account, money(0));
    world.standing = { ...world.standing, notWhole: new Set([position.ticker]) };
    driver.second();
    expect(world.control.latch).toBeNull();
  });

  test('I12 an order filled after a decrease is filled as far as it was left', () => {
    const driver = holding();
    const [tracked] = driver.world.orders.tracked.values();
    if (tracked === undefined) throw new Error('no order');
    const { order } = tracked;
    const request = { ...order.request, count: count(order.request.count + 300) };
    tracked.order = { ...order, request, cut: count(300) };
    driver.second();
    expect(driver.world.control.latch).toBeNull();
  });

  test('a look through the books of a busy week costs milliseconds, a step without one microseconds', () => {
    const driver = holding();
    const { world } = driver;
    const [tracked] = world.orders.tracked.values();
    if (tracked === undefined) throw new Error('no order');
    const template: Order = {
      ...tracked.order,
      filled: count(0),
      claimed: count(0),
      fees: money(0),
    };
    for (let i = 0; i < 2_000; i++) {
      const id = clientOrderId(`busy-${i}`);
      const venue = venueOrderId(`venue-${i}`);
      const request = { ...template.request, clientOrderId: id };
      const createdAt = addMs(driver.now(), -3_600_000 - i * 10_000);
      const idle = { state: 'cancelled', remaining: count(0) } as const;
      const order = { ...template, ...idle, request, venueOrderId: venue, createdAt };
      world.orders.tracked.set(id, { ...tracked, order });
    }
    const event = (kind: 'second' | 'kill-deadline'): CoreEvent => ({
      ...{ seq: 1, at: driver.now(), mono: monoNs(1) },
      ...{ kind: 'timer', timer: kind },
    });
    const costMs = (timer: 'second' | 'kill-deadline', times: number): number => {
      const before = process.cpuUsage();
      for (let i = 0; i < times; i++) watchInvariants(world, event(timer), []);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000 / times;
    };
    costMs('second', 20);
    const [look, step] = [costMs('second', 50), costMs('kill-deadline', 20_000)];
    expect(world.control.latch).toBeNull();
    expect(look).toBeLessThan(20);
    expect(step).toBeLessThan(0.05);
  });
});
