// A fill whose fee the venue corrects an hour later. In: readings. Out: one correction, agreement, and nothing twice.
import { expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { Effect } from '../effect.ts';
import { firstBreach } from '../invariants/local-invariants.ts';
import { entering } from './testing/first-entry.ts';
import type { Driver } from './testing/spine-driver.ts';

const MORE = 12_300;

function corrections(effects: readonly Effect[]): readonly LedgerTransaction[] {
  return effects
    .flatMap((each) => (each.kind === 'persist' ? each.records : []))
    .flatMap((each) => (each.kind === 'ledger' ? [each.transaction] : []))
    .filter(({ kind }) => kind === 'correction');
}

function codes(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((each) => (each.kind === 'alarm' ? [each.code] : []));
}

/** What the venue shows when the fill cost `more` than it was first told. */
function readingOf(driver: Driver, fill: FillReport, more: number) {
  const contracts = signedCount(fill.side === 'bid' ? fill.count : -fill.count);
  return driver.reading({
    fills: [{ ...fill, fee: money(fill.fee + more), source: 'read' }],
    positions: [{ kind: 'position', ticker: fill.ticker, position: contracts, source: 'read' }],
    balance: { kind: 'balance', shard: 2, cash: money(driver.cash() - more), at: driver.now() },
  });
}

test('F60 I14 a fee revised later is one correction of that trade, and books and venue agree again', () => {
  const { driver, order } = entering();
  const fill = driver.fillOrder(order);
  driver.seconds(3);
  const first = driver.send(readingOf(driver, fill, MORE));
  expect(corrections(first)).toMatchObject([
    {
      id: `fill-correction:${fill.tradeId}:${fill.venueOrderId}:1`,
      contracts: 0,
      entries: [
        { account: 'cash', amount: -MORE },
        { account: 'fees', amount: MORE },
      ],
    },
  ]);
  expect(codes(first)).toEqual(['fill-revised']);
  expect(driver.world.reconciled).toMatchObject({ clean: true, drift: [] });
  driver.passMs(5_000);
  const again = driver.send(readingOf(driver, fill, MORE));
  expect([corrections(again), codes(again)]).toEqual([[], []]);
  driver.passMs(5_000);
  const back = driver.send(readingOf(driver, fill, 0));
  expect(corrections(back)).toMatchObject([{ entries: [{ amount: MORE }, { amount: -MORE }] }]);
  expect(driver.world.reconciled.clean).toBe(true);
  expect(firstBreach(driver.world)).toBeNull();
  expect(driver.world.control.state).toBe('armed');
});

test('F60 after a restart the revised figures are no news', () => {
  const { driver, order } = entering();
  const fill = driver.fillOrder(order);
  driver.seconds(3);
  driver.send(readingOf(driver, fill, MORE));
  const records = driver.steps
    .flatMap(({ effects }) => effects)
    .flatMap((each) => (each.kind === 'persist' ? each.records : []));
  const next = entering().driver;
  next.world.recovered = false;
  next.send({
    ...{ kind: 'recovered', approvals: [], latch: null, orderGroupId: driver.world.orderGroupId },
    orders: [...driver.world.orders.tracked.values()].map((each) => each.order),
    transactions: records.flatMap((each) => (each.kind === 'ledger' ? [each.transaction] : [])),
    fills: records.flatMap((each) => (each.kind === 'fill' ? [each.fill] : [])),
  });
  next.passMs(driver.now() - next.now() + 1_000);
  const first = next.send(readingOf(driver, fill, MORE));
  expect(corrections(first)).toEqual([]);
  expect(next.world.ledger).toEqual(driver.world.ledger);
});

test('F60 another number of contracts books nothing and is said', () => {
  const { driver, order } = entering();
  const fill = driver.fillOrder(order);
  driver.seconds(3);
  const report = { ...fill, count: count(fill.count - 1) };
  const effects = driver.send({ kind: 'report', report });
  expect([corrections(effects), codes(effects)]).toEqual([[], ['fill-recounted']]);
});
