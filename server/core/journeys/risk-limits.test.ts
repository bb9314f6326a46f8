// Limits through the spine: the day's results, the last look at the door, newer limits while running. Out: denials.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { marketTicker, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS, type Limits } from '#lib/domain/limits.ts';
import { money } from '#lib/domain/money.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { fillToPosition } from '../6-ledger/fill-to-position.ts';
import {
  applyTransaction,
  createLedger,
  type LedgerState,
  rebuildLedger,
  utcDay,
} from '../6-ledger/ledger-state.ts';
import { denialAtDoor } from './at-the-door.ts';
import { entering } from './testing/first-entry.ts';
import { type Driver, TICKER } from './testing/spine-driver.ts';
import { drawdownOf, watchDay } from './watch-day.ts';

const AT = wallMs(1_795_186_800_000);

const look = (driver: Driver, order: ApprovedOrder) => {
  driver.world.money = null;
  return denialAtDoor(driver.world, order, { seq: 1e6, at: driver.now() });
};

function give(driver: Driver, limits: Partial<Limits>) {
  const all = { ...driver.world.limits, ...limits };
  return driver.send({ kind: 'limits', limits: all, by: 'test' });
}

describe('the last look at the door', () => {
  test('an order the gate let through may leave while nothing has changed', () => {
    const { driver, order } = entering();
    expect(look(driver, order)).toBeNull();
  });

  test('I2 a pause, a kill or a lost reconciliation in between holds an entry back, an exit only the kill', () => {
    const { driver, order } = entering();
    const exit = { ...order, purpose: 'exit' as const };
    driver.command({ kind: 'pause', reason: '' });
    expect(look(driver, order)).toContain('armed');
    expect(denialAtDoor(driver.world, exit, { seq: 1e6, at: driver.now() })).toBeNull();
    driver.command({ kind: 'kill', reason: 'test' });
    expect(denialAtDoor(driver.world, exit, { seq: 1e6, at: driver.now() })).toBe('killed');
  });

  const tighter: readonly (readonly [string, Partial<Limits>])[] = [
    ['size', { maxOrderCount: count(1) }],
    ['market', { maxMarketExposure: money(1) }],
    ['event', { maxEventExposure: money(1) }],
    ['series', { maxSeriesExposure: money(1) }],
    ['total', { maxTotalExposure: money(1) }],
    ['day loss', { maxDayLoss: money(0) }],
    ['gross day loss', { maxDayLossGross: money(0) }],
    ['drawdown', { maxDrawdown: money(0) }],
    ['streak', { maxLossStreak: 0 }],
    ['orders in 15 s', { maxOrdersPer15Seconds: 0 }],
    ['orders a minute', { maxOrdersPerMinute: 0 }],
    ['contracts in 15 s', { maxContractsPer15Seconds: count(0) }],
    ['contracts a minute', { maxContractsPerMinute: count(0) }],
    ['close guard', { closeGuardSeconds: 3_600 }],
    ['time exit', { exitBeforeCloseSeconds: 3_600 }],
    ['scheduled events', { blackouts: [{ from: AT, to: wallMs(AT + 3.6e6), label: 'FOMC' }] }],
  ];
  test.each(tighter)('F85 a tighter limit of %s counts at execution', (_, change) => {
    const { driver, order } = entering();
    give(driver, { ...change, version: 2 });
    expect(look(driver, order)).not.toBeNull();
    const exit = { ...order, purpose: 'exit' as const, reduceOnly: true };
    expect(look(driver, exit)).toBeNull();
  });

  test('F85 a position at the accountability level of the venue ends entries at the door, whatever the limits', () => {
    const most = money(1e12);
    const { driver, order } = entering({
      ...{ maxMarketExposure: most, maxEventExposure: most, maxSeriesExposure: most },
      ...{ maxTotalExposure: most, maxDayLoss: most, maxDayLossGross: most, maxDrawdown: most },
    });
    expect(look(driver, order)).toBeNull();
    const fill: FillReport = {
      ...{ kind: 'fill', tradeId: tradeId('t-1'), venueOrderId: venueOrderId('v-1') },
      ...{ clientOrderId: null, ticker: TICKER, side: 'bid', price: price(5_000) },
      ...{ count: count(5_000_000), isTaker: true, fee: money(0), venueAt: AT, source: 'read' },
    };
    const transaction = fillToPosition(driver.world.ledger, fill);
    if (transaction !== null) applyTransaction(driver.world.ledger, transaction);
    driver.world.money = null;
    expect(look(driver, order)).toBe('the position in this strike is over its limit');
  });
});

test('F85 in a mode with real orders an entry leaves only where the calendar reaches past the close', () => {
  const { driver, order } = entering();
  const world = { ...driver.world, options: { ...driver.world.options, mode: 'demo' as const } };
  const lookAt = (calendarUntil: Limits['calendarUntil']) =>
    denialAtDoor({ ...world, limits: { ...world.limits, calendarUntil }, money: null }, order, {
      seq: 1e6,
      at: driver.now(),
    });
  expect(lookAt(null)).toContain('are not known');
  expect(lookAt(driver.now())).toContain('are not known');
  expect(lookAt(wallMs(AT + 86.4e6))).toBeNull();
});

describe('newer limits', () => {
  test('come into force at once, with an audit that names what changed', () => {
    const { driver } = entering();
    const effects = give(driver, { version: 2, maxOrdersPerMinute: 1 });
    expect(driver.world.limits).toMatchObject({ version: 2, maxOrdersPerMinute: 1 });
    expect(JSON.stringify(effects)).toContain('maxOrdersPerMinute: 20 → 1');
    driver.second();
    const checks = driver.world.decisions.get(TICKER)?.decision.checks ?? [];
    expect(checks.find((check) => check.id === 'order-rate')?.threshold).toBe(1);
  });

  test('without a higher version nothing changes, and it is said', () => {
    const { driver } = entering();
    const effects = give(driver, { maxOrdersPerMinute: 1 });
    expect(driver.world.limits.maxOrdersPerMinute).toBe(DEFAULT_LIMITS.maxOrdersPerMinute);
    expect(effects).toMatchObject([{ kind: 'alarm', code: 'limits-refused' }]);
  });
});

function trade(ledger: LedgerState, id: number, [bought, sold]: readonly [number, number]): void {
  const ticker = marketTicker(`KXBTCD-26NOV2011-T${id}`);
  (['bid', 'ask'] as const).forEach((side) => {
    const fill: FillReport = {
      kind: 'fill',
      tradeId: tradeId(`t-${id}-${side}`),
      venueOrderId: venueOrderId(`v-${id}-${side}`),
      clientOrderId: null,
      ticker,
      side,
      price: price(side === 'bid' ? bought : sold),
      count: count(1_000),
      isTaker: true,
      fee: money(100_000),
      venueAt: AT,
      source: 'read',
    };
    const transaction = fillToPosition(ledger, fill);
    if (transaction !== null) applyTransaction(ledger, transaction);
  });
}

describe('the day', () => {
  test('losses in a row are counted with their fees, and a gain ends the row', () => {
    const ledger = createLedger();
    const streak = () => ledger.days.get(utcDay(AT))?.lossStreak;
    trade(ledger, 1, [5_000, 4_000]);
    trade(ledger, 2, [5_000, 5_010]);
    expect(streak()).toBe(2);
    trade(ledger, 3, [5_000, 6_000]);
    expect(streak()).toBe(0);
  });

  test('a restart keeps the peak of what was booked, and a fall from it is the drawdown', () => {
    const { driver } = entering();
    const { world } = driver;
    const moment = { seq: 1e6, at: AT };
    trade(world.ledger, 1, [5_000, 6_000]);
    trade(world.ledger, 2, [5_000, 4_500]);
    world.money = null;
    watchDay(world, moment);
    expect(drawdownOf(world, moment)).toBe(700_000);
    const rebuilt = rebuildLedger([]);
    trade(rebuilt, 1, [5_000, 6_000]);
    trade(rebuilt, 2, [5_000, 4_500]);
    expect(rebuilt.days.get(utcDay(AT))).toEqual(world.ledger.days.get(utcDay(AT)));
  });
});
