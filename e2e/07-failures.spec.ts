// Processes die and hang: the desk says so, the kill still works, and a killed system stays killed.
import { ensureArmed, expectTrading, untilLive, watchOutage } from './support/desk.ts';
import { watchMachine } from './support/machine.ts';
import { OFFERS_MS, restOne, WITH_OFFERS_MS } from './support/offers.ts';
import { expect, test } from './support/test.ts';

test.describe.configure({ mode: 'serial' });

test('F92 with the engine hung, the kill goes through the watchdog', async ({
  desk,
  system,
  venue,
}) => {
  test.setTimeout(WITH_OFFERS_MS);
  await ensureArmed(desk);
  const engine = system.pid('engine');
  // An order may fill between the look and the stop: then another one is brought to rest.
  await expect(async () => {
    await restOne(desk, venue, system.runtime);
    process.kill(engine, 'SIGSTOP');
    const { restingOrders } = (await venue.state()).trader;
    if (restingOrders.length === 0) process.kill(engine, 'SIGCONT');
    expect(restingOrders).not.toEqual([]);
  }).toPass({ timeout: OFFERS_MS });
  try {
    const hungAt = Date.now();
    const machine = watchMachine();
    await desk.getByTestId('kill-button').click();
    await expect
      .poll(async () => (await venue.state()).trader.restingOrders.length, { intervals: [20] })
      .toBe(0);
    // Before the watchdog's own patience of 5 s is over: it was the button.
    expect(Date.now() - hungAt - machine()).toBeLessThan(5_000);
    await expect(desk.getByTestId('link-banner')).toBeVisible();
  } finally {
    process.kill(engine, 'SIGCONT');
  }
  await untilLive(desk);
  await expectTrading(desk, 'killed');
  await expect(desk.getByTestId('kill-banner')).toContainText(
    'by operator: pressed at the console',
  );
});

test('F75 I5 still killed after kill -9 of engine and gateway; the page comes back by itself', async ({
  desk,
  system,
}) => {
  await expectTrading(desk, 'killed');
  await desk.evaluate(() => Object.assign(window, { sameDocument: true }));
  const before = { engine: system.pid('engine'), gateway: system.pid('gateway') };
  process.kill(before.engine, 'SIGKILL');
  process.kill(before.gateway, 'SIGKILL');
  await expect(desk.getByTestId('connection-state')).not.toHaveAttribute('data-state', 'up');
  await untilLive(desk);
  await expectTrading(desk, 'killed');
  await expect(desk.getByTestId('kill-banner')).toBeVisible();
  expect(system.pid('engine')).not.toBe(before.engine);
  expect(system.pid('gateway')).not.toBe(before.gateway);
  expect(await desk.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('a dead engine is named within 2 s, its values are greyed, and it comes back unarmed', async ({
  desk,
  openDesk,
  system,
}) => {
  await ensureArmed(desk);
  const beside = await openDesk();
  await beside.goto('/risk');
  await expect(beside.locator('html')).toHaveAttribute('data-link', 'up');
  const machine = watchMachine();
  const outage = watchOutage(desk);
  const outageBeside = watchOutage(beside);
  const killedAt = Date.now();
  process.kill(system.pid('engine'), 'SIGKILL');
  const seen = await outage;
  expect(seen.at - killedAt - machine()).toBeLessThan(2_000);
  expect(seen).toMatchObject({
    notice: expect.stringMatching(/engine is not running|No data/),
    isArmable: false,
    isPausable: false,
    isKillable: true,
  });
  expect(await outageBeside).toMatchObject({ isArmable: false, isKillable: true });
  await untilLive(desk);
  await expect(desk.getByTestId('trading-state')).toHaveAttribute('data-state', /disarmed|killed/);
});
