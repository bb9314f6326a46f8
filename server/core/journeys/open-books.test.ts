// Opening the books of an account: cash and fills of one instant, whatever came before, meanwhile and after.
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { addMs, type WallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport, PositionReport } from '#lib/domain/report.ts';
import { cashOf, positionOf } from '../6-ledger/ledger-state.ts';
import type { EventBody } from '../event.ts';
import { createDriver, TICKER } from './testing/spine-driver.ts';

const STORED: EventBody = {
  kind: 'recovered',
  ...{ orders: [], transactions: [], fills: [], approvals: [] },
  ...{ latch: null, orderGroupId: null },
};

function theirFill(venueAt: WallMs): FillReport {
  return {
    kind: 'fill',
    ...{ tradeId: tradeId('t-1'), venueOrderId: venueOrderId('theirs'), clientOrderId: null },
    side: 'bid',
    source: 'read',
    ...{ ticker: TICKER, price: price(5_000), count: count(100) },
    ...{ isTaker: true, fee: money(10_000), venueAt },
  };
}

const HELD: PositionReport = {
  kind: 'position',
  ...{ ticker: TICKER, position: signedCount(100), source: 'read' },
};

describe('opening the books', () => {
  test('F66 near a fill no position is taken over: whether it has the fill in it cannot be told', () => {
    for (const laterMs of [-4_999, 0, 1, 20_000]) {
      const driver = createDriver();
      driver.send(STORED);
      const asOf = addMs(driver.now(), -30_000);
      const fills = [theirFill(addMs(asOf, laterMs))];
      driver.send(driver.reading({ asOf, fills, positions: [HELD] }));
      expect(driver.world.openedAt).toBeNull();
      expect(driver.world.ledger.booked.size).toBe(0);
    }
  });

  test('F66 the books open as of the stamp: what filled before is in the cash, what filled later is booked', () => {
    const driver = createDriver();
    driver.send(STORED);
    const asOf = addMs(driver.now(), -1_000);
    const before = theirFill(addMs(asOf, -5_001));
    driver.send(driver.reading({ asOf, fills: [before] }));
    expect(driver.world.openedAt).toBe(asOf);
    expect(cashOf(driver.world.ledger)).toBe(driver.cash());
    const later = { ...theirFill(addMs(asOf, 1)), tradeId: tradeId('t-2') };
    driver.send(driver.reading({ fills: [before, later] }));
    expect(positionOf(driver.world.ledger, TICKER)?.contracts).toBe(100);
    expect(cashOf(driver.world.ledger)).toBe(driver.cash() - 510_000);
  });

  test('F59 a fill from the stream before the books are opened does not keep them shut', () => {
    const driver = createDriver();
    driver.send(STORED);
    const early = { ...theirFill(driver.now()), source: 'stream' } as const;
    const asked = driver.send({ kind: 'report', report: early });
    expect(asked.map((effect) => effect.kind)).toContain('reconcile');
    expect(driver.world.ledger.booked.size).toBe(0);
    driver.passMs(6_000);
    driver.send(driver.reading({ fills: [theirFill(early.venueAt)] }));
    expect(cashOf(driver.world.ledger)).toBe(driver.cash());
    expect(driver.world.openedAt).toBe(driver.now());
  });

  test('F69 a reading without a stamp opens nothing', () => {
    const driver = createDriver();
    driver.send(STORED);
    driver.send(driver.reading({ asOf: null }));
    expect(driver.world.openedAt).toBeNull();
  });
});
