// The kill: seen everywhere within a second, flat at the venue within two, latched until released with a password.
import {
  askRelease,
  ensureArmed,
  expectTrading,
  firstSight,
  nextPress,
  release,
} from './support/desk.ts';
import { watchMachine } from './support/machine.ts';
import { approveOne, nextOffer, restOne, WITH_OFFERS_MS } from './support/offers.ts';
import { PASSWORD } from './support/operator.ts';
import { expect, test } from './support/test.ts';

test.describe.configure({ mode: 'serial' });

test('F71 I35 one press is seen by every browser within 1 s and the venue holds nothing within 2 s', async ({
  desk,
  openDesk,
  system,
  venue,
}, testInfo) => {
  test.setTimeout(WITH_OFFERS_MS);
  const other = await openDesk();
  await ensureArmed(desk);
  await restOne(desk, venue, system.runtime);

  const machine = watchMachine();
  const sights = [desk, other].map((page) => firstSight(page, 'kill-banner'));
  const press = nextPress(desk, 'kill-button');
  await desk.getByTestId('kill-button').click();
  const pressedAt = await press;
  await expect
    .poll(async () => (await venue.state()).trader.restingOrders.length, { intervals: [20] })
    .toBe(0);
  const flatMs = Date.now() - pressedAt;
  const seenMs = (await Promise.all(sights)).map((at) => at - pressedAt);
  const lateMs = machine();
  testInfo.annotations.push({
    type: 'kill',
    description: `banner after ${seenMs.join(' and ')} ms, venue flat after ${flatMs} ms, the machine late by ${lateMs} ms`,
  });
  for (const ms of seenMs) expect(ms - lateMs).toBeLessThan(1_000);
  expect(flatMs - lateMs).toBeLessThan(2_000);
  await expect(other).toHaveTitle(/KILLED/);
  await expect(other.locator('link[rel~="icon"]').first()).toHaveAttribute('href', /killed/);
});

test('F72 a second press is harmless, and nothing is sent while killed', async ({
  desk,
  venue,
}) => {
  await expectTrading(desk, 'killed');
  const before = (await venue.orders()).length;
  await desk.getByTestId('kill-button').click();
  await expect(desk.getByTestId('kill-confirmed')).toContainText(/confirmed \d\d:\d\d:\d\d/);
  await desk.getByTestId('kill-steps').click();
  await expect(desk.getByTestId('kill-step-list')).toContainText('pressed-again');
  await desk.keyboard.press('Escape');
  await expect(desk.getByTestId('arm-button')).toBeDisabled();
  await expect(desk.locator('[data-testid="approval-seat"][data-state="pending"]')).toHaveCount(0);
  expect((await venue.orders()).length).toBe(before);
});

test('a release needs the password and a reason, and lands in paused', async ({ desk }) => {
  await expectTrading(desk, 'killed');
  await askRelease(desk, { reason: '', password: PASSWORD });
  await expect(desk.getByRole('alertdialog').getByRole('alert')).toContainText('Reason: ');
  await askRelease(desk, { reason: 'looks fine', password: 'not the password at all' });
  await expect(desk.getByRole('alertdialog').getByRole('alert')).toContainText('does not fit');
  await expectTrading(desk, 'killed');
  await release(desk);
  await expectTrading(desk, 'paused');
});

test('the gentler levels stand beside the button: reduce only is told by the server, and arming ends it', async ({
  desk,
}) => {
  test.setTimeout(150_000);
  await ensureArmed(desk);
  await desk.getByTestId('kill-levels').click();
  await expect(desk.getByTestId('last-drill')).toContainText('npx voltage drill');
  await desk.getByTestId('stop-reduce-only').click();
  await expectTrading(desk, 'reducing');
  await ensureArmed(desk);
});

test('after arming, entries are possible again', async ({ desk, system, venue }) => {
  test.setTimeout(WITH_OFFERS_MS);
  await ensureArmed(desk);
  const { order } = await approveOne(desk, system.runtime);
  const sent = (await venue.orders()).filter(
    (each) => each.client_order_id === order.clientOrderId,
  );
  expect(sent).toHaveLength(1);
});

test('F76 a release that comes too early is refused in words', async ({ desk }) => {
  test.setTimeout(150_000);
  // Where typing takes longer than the waiting time the release is rightly given: then once more.
  await expect(async () => {
    await ensureArmed(desk);
    await desk.getByTestId('kill-button').click();
    await expectTrading(desk, 'killed');
    await askRelease(desk, { reason: 'too early', password: PASSWORD });
    await expect(desk.getByRole('alertdialog').getByRole('alert')).toContainText(
      /not confirmed that nothing of ours rests|wait \d+ s more/,
      { timeout: 5_000 },
    );
    await expectTrading(desk, 'killed');
  }).toPass({ timeout: 120_000 });
});

test('a kill from the command line is on the screen within 1 s', async ({
  desk,
  system,
}, testInfo) => {
  test.setTimeout(WITH_OFFERS_MS);
  await ensureArmed(desk);
  await nextOffer(desk, system.runtime);
  const sight = firstSight(desk, 'kill-banner');
  const { code, body } = system.cli('kill', '--reason', 'from the terminal');
  const answeredAt = Date.now();
  expect(code).toBe(0);
  expect(body).toMatchObject({ ok: true, by: 'engine' });
  const lateMs = (await sight) - answeredAt;
  testInfo.annotations.push({ type: 'kill', description: `banner ${lateMs} ms after the answer` });
  expect(lateMs).toBeLessThan(1_000);
  await expect(desk.getByTestId('kill-banner')).toContainText('by cli: from the terminal');
  await expect(desk.locator('[data-testid="approval-seat"][data-state="pending"]')).toHaveCount(0);
});
