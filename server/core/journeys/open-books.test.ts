// Opening the books of an account: cash and fills of one instant, whatever came before, meanwhile and after.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { addMs, type WallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport } from '#lib/domain/report.ts';
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

describe('opening the books', () => {
  test('F66 a fill later than the instant the cash speaks for is booked, an earlier one is not', () => {
    for (const laterMs of [-1, 0, 1]) {
      const driver = createDriver();
      driver.send(STORED);
      const asOf = addMs(driver.now(), -30_000);
      const fills = [theirFill(addMs(asOf, laterMs))];
      driver.send(driver.reading({ asOf, fills }));
      const held = positionOf(driver.world.ledger, TICKER)?.contracts ?? 0;
      expect(held).toBe(laterMs > 0 ? 100 : 0);
      expect(cashOf(driver.world.ledger)).toBe(driver.cash() - (laterMs > 0 ? 510_000 : 0));
    }
  });

  test('F59 a fill from the stream before the books are opened does not keep them shut', () => {
    const driver = createDriver();
    driver.send(STORED);
    const early = { ...theirFill(driver.now()), source: 'stream' } as const;
    const asked = driver.send({ kind: 'report', report: early });
    expect(asked.map((effect) => effect.kind)).toContain('reconcile');
    expect(driver.world.ledger.booked.size).toBe(0);
    driver.passMs(1_000);
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
