// What is used of each limit, beside what the gate and the door say of the same world.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { monoNs } from '#lib/domain/instant.ts';
import { USED_LIMITS, type UsedLimit } from '#lib/domain/limit-use.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { money } from '#lib/domain/money.ts';
import type { CoreEvent } from '../event.ts';
import { denialAtDoor } from './at-the-door.ts';
import { gateView } from './gate-view.ts';
import { limitUses } from './limit-uses.ts';
import { entering, holding } from './testing/first-entry.ts';
import { createDriver, type Driver, TICKER } from './testing/spine-driver.ts';

/** A moment of its own, so that no figure of an earlier one is served again. */
function momentOf(driver: Driver): CoreEvent {
  driver.world.money = null;
  const { steps } = driver;
  const mono = steps.at(-1)?.event.mono ?? monoNs(0);
  return { kind: 'timer', timer: 'second', seq: 1e6, at: driver.now(), mono };
}

function usesOf(driver: Driver) {
  const uses = limitUses(driver.world, momentOf(driver));
  return (id: UsedLimit) => {
    const found = uses.find((each) => each.id === id);
    if (found === undefined) throw new Error(`${id} is not among the uses`);
    return found;
  };
}

function give(driver: Driver, limits: Partial<Limits>) {
  const all = { ...driver.world.limits, version: driver.world.limits.version + 1, ...limits };
  driver.send({ kind: 'limits', limits: all, by: 'test' });
}

describe('use of the limits', () => {
  test('every limit that something uses up is there once', () => {
    const { driver } = entering();
    const ids = limitUses(driver.world, momentOf(driver)).map((each) => each.id);
    expect(ids.toSorted()).toEqual([...USED_LIMITS].sort());
  });

  test('before the account was read nothing of it is known, and the reason says so', () => {
    const driver = createDriver();
    const use = usesOf(driver);
    for (const id of [
      'maxTotalExposure',
      'maxMarketExposure',
      'maxDayLoss',
      'maxDrawdown',
    ] as const)
      expect(use(id)).toMatchObject({
        used: null,
        parts: [],
        reason: expect.stringContaining('not been read'),
      });
    expect(use('maxClockSkewMs')).toMatchObject({ used: null, reason: expect.any(String) });
    expect(use('maxOrdersPerMinute').used).toBe(0);
  });

  test('I6 an order in flight counts in its market, its event, its series and in all', () => {
    const { driver, order } = entering();
    const use = usesOf(driver);
    const worst = use('maxMarketExposure').used ?? 0;
    expect(worst).toBeGreaterThanOrEqual(order.price * order.count);
    expect(use('maxMarketExposure').parts).toEqual([{ name: TICKER, used: worst }]);
    expect(use('maxEventExposure')).toMatchObject({ used: worst });
    expect(use('maxSeriesExposure').parts).toEqual([{ name: 'KXBTC15M', used: worst }]);
    expect(use('maxTotalExposure')).toMatchObject({ used: worst, parts: [] });
  });

  test('the rates count what left, without the order that is to come', () => {
    const { driver, order } = entering();
    const use = usesOf(driver);
    expect(use('maxOrdersPer15Seconds').used).toBe(1);
    expect(use('maxOrdersPerMinute').used).toBe(1);
    expect(use('maxContractsPer15Seconds').used).toBe(order.count);
    driver.seconds(20);
    const later = usesOf(driver);
    expect(later('maxOrdersPer15Seconds').used).toBe(0);
    expect(later('maxOrdersPerMinute').used).toBe(1);
    expect(later('maxContractsPerMinute').used).toBe(order.count);
  });

  const exposures = [
    'maxMarketExposure',
    'maxEventExposure',
    'maxSeriesExposure',
    'maxTotalExposure',
  ] as const;
  test.each(exposures)(
    'F85 the door lets out what is used of %s, and not a micro-dollar more',
    (id) => {
      const { driver, order } = entering();
      const used = usesOf(driver)(id).used ?? 0;
      const look = () => {
        driver.world.money = null;
        return denialAtDoor(driver.world, order, { seq: 2e6, at: driver.now() });
      };
      give(driver, { [id]: money(used) });
      expect(look()).toBeNull();
      give(driver, { [id]: money(used - 1) });
      expect(look()).toContain('over its limit');
    },
  );

  test('while a position is held every figure is the one the gate looks at', () => {
    const driver = holding();
    driver.quote(20, 22);
    const event = momentOf(driver);
    const entry = driver.world.market.contracts.get(TICKER);
    if (entry === undefined) throw new Error('the market is gone');
    const input = gateView(driver.world, event, entry);
    const use = usesOf(driver);
    expect(use('maxMarketExposure').used).toBe(input.exposures?.market);
    expect(use('maxTotalExposure').used).toBe(input.exposures?.total);
    expect(use('maxDayLoss').used).toBe(-Number(input.dayPnl));
    expect(use('maxDayLoss').used).toBeGreaterThan(0);
    expect(use('maxDayLossGross').used).toBe(-Number(input.dayGross));
    expect(use('maxDrawdown').used).toBe(input.drawdown);
    expect(use('maxPendingApprovals').used).toBe(input.pendingApprovals);
    expect(use('maxClockSkewMs').used).toBe(Math.abs(input.clockOffsetMs ?? Number.NaN));
  });

  test('a day in profit uses nothing of the loss limits, and that is known', () => {
    const driver = holding();
    driver.quote(90, 92);
    const use = usesOf(driver);
    expect(use('maxDayLoss')).toMatchObject({ used: 0, reason: null });
    expect(use('maxDayLoss').text).toContain('result of the day $');
  });

  test('newer limits are the ones measured against', () => {
    const { driver } = entering();
    give(driver, { maxOrdersPerMinute: 3, maxContractsPerMinute: count(4_200) });
    const use = usesOf(driver);
    expect(use('maxOrdersPerMinute').limit).toBe(3);
    expect(use('maxContractsPerMinute').limit).toBe(4_200);
  });
});
