// A full stop and start over the same home: what was latched stays latched, whatever ran in between.
import { ensureArmed, expectTrading, untilLive } from './support/desk.ts';
import { expect, test } from './support/test.ts';

test('F75 I5 still killed after a full stop and start', async ({ desk, system, venue }) => {
  test.setTimeout(180_000);
  await ensureArmed(desk);
  await desk.getByTestId('kill-button').click();
  await expectTrading(desk, 'killed');
  await system.restart();
  await untilLive(desk);
  await expectTrading(desk, 'killed');
  expect((await venue.state()).trader.restingOrders).toEqual([]);
  await ensureArmed(desk);
});
