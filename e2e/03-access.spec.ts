// Reach: assistive technology, keyboard and a phone. axe finds nothing serious; the kill is always at hand.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { ensureArmed, expectTrading, PHONE, untilPriced } from './support/desk.ts';
import { expect, test } from './support/test.ts';

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  expect(serious).toEqual([]);
}

test('sign-in and the desk have no serious axe finding', async ({ desk, browser, system }) => {
  test.setTimeout(150_000);
  await untilPriced(desk);
  await expectAccessible(desk);
  const elsewhere = await browser.newContext();
  const stranger = await elsewhere.newPage();
  await stranger.goto(`${system.origin}/sign-in`);
  await expect(stranger.getByTestId('login-password')).toBeVisible();
  await expectAccessible(stranger);
  await elsewhere.close();
});

test('the kill has a key that works while typing, and the killed desk has no serious axe finding', async ({
  desk,
}) => {
  test.setTimeout(150_000);
  await untilPriced(desk);
  await ensureArmed(desk);
  await desk.getByTestId('operator-menu').click();
  await desk.getByTestId('password-open').click();
  await desk.getByTestId('password-next').focus();
  await desk.keyboard.press('Control+Shift+K');
  await expectTrading(desk, 'killed');
  await expect(desk.getByTestId('kill-confirmed')).toContainText('Confirmed');
  await desk.keyboard.press('Escape');
  await expectAccessible(desk);
  await ensureArmed(desk);
});

test('the kill button is reached by Tab alone', async ({ desk }) => {
  await desk.locator('body').focus();
  const focused = () =>
    desk.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
  await expect
    .poll(
      async () => {
        await desk.keyboard.press('Tab');
        return focused();
      },
      { intervals: [20] },
    )
    .toBe('kill-button');
});

test('on a phone kill, approvals and positions are at hand and nothing scrolls sideways', async ({
  openDesk,
}) => {
  test.setTimeout(150_000);
  const desk = await openDesk(PHONE);
  await expect(desk.getByTestId('kill-button')).toBeInViewport({ ratio: 1 });
  for (const name of ['Approvals', 'Positions', 'Ladder']) {
    await desk.getByRole('navigation').getByRole('button', { name }).tap();
    await expect(desk.getByRole('heading', { name })).toBeInViewport();
    await expect(desk.getByTestId('kill-button')).toBeInViewport({ ratio: 1 });
  }
  await untilPriced(desk);
  const width = await desk.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.viewport.width);
  await expectAccessible(desk);
});
