// A fill that may be ours, and a venue that never says whose it is: reduced, killed, and a person's word ends it.
import { expect, test } from 'vitest';
import { signedCount } from '#lib/domain/count.ts';
import { tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { money } from '#lib/domain/money.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { cashOf, positionOf } from '../6-ledger/ledger-state.ts';
import type { EventBody } from '../event.ts';
import { entering } from './testing/first-entry.ts';
import { replyIn, TICKER } from './testing/spine-driver.ts';

const READ_EVERY_S = 5;

/** An entry without any answer, and a fill at its price that names no order. */
function inDoubt() {
  const { driver, order } = entering();
  const { clientOrderId, ticker, side, price, count } = order;
  const cash = driver.cash();
  driver.send({ kind: 'stored', clientOrderId, committed: true, reason: 'ok' });
  driver.send({
    kind: 'report',
    report: { kind: 'order-unknown', clientOrderId, cause: 'timeout' },
  });
  const fill: FillReport = {
    ...{ kind: 'fill', tradeId: tradeId('x-1'), venueOrderId: venueOrderId('v-x') },
    ...{ clientOrderId: null, ticker, side, price, count, isTaker: true, fee: money(0) },
    ...{ venueAt: driver.now(), source: 'read' },
  };
  const sign = side === 'bid' ? 1 : -1;
  const contracts = signedCount(sign * count);
  const after = money(cash - sign * price * count);
  const reading = (): EventBody =>
    driver.reading({
      fills: [fill],
      positions: [{ kind: 'position', ticker: TICKER, position: contracts, source: 'read' }],
      balance: { kind: 'balance', shard: 2, cash: after, at: driver.now() },
    });
  const readFor = (seconds: number): void => {
    for (let passed = 0; passed < seconds; passed += READ_EVERY_S) {
      driver.seconds(READ_EVERY_S);
      driver.send(reading());
    }
  };
  return { driver, order, contracts, after, readFor };
}

test('F29 F59 a doubt that the venue never answers stops trading, and a person can end it without losing a contract', () => {
  const { driver, order, contracts, after, readFor } = inDoubt();
  readFor(400);
  const { world } = driver;
  expect(world.control.latch?.reason).toContain('drift');
  expect(world.reconciled.drift).toContainEqual(expect.stringContaining("ours or a stranger's"));
  expect(world.orders.tracked.get(order.clientOrderId)?.order.state).toBe('unknown');

  expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({ ok: true });
  readFor(30);
  expect(world.reconciled).toMatchObject({ clean: true, drift: [] });
  expect(world.orders.tracked.get(order.clientOrderId)?.order.state).toBe('rejected');
  // Booked once: what the venue holds is what we hold, as money too.
  expect(positionOf(world.ledger, TICKER)?.contracts).toBe(contracts);
  expect(cashOf(world.ledger)).toBe(after);
});

test('F100 while the two sides hold different contracts in its market, an order in doubt is not taken over', () => {
  const { driver, readFor } = inDoubt();
  readFor(30);
  driver.command({ kind: 'pause', reason: 'to look' });
  driver.send(driver.reading({ positions: [] }));
  expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({ ok: false });
});
