// A ticket by hand and the curve of its event: opened by keyboard, told what it costs, denied by name, on both screens.
import type { Page } from 'playwright/test';
import { ensureArmed, expectTrading, PHONE, untilPriced } from './support/desk.ts';
import { expect, test } from './support/test.ts';

async function openTicket(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('ticket')).toBeVisible();
}

test('a ticket opens by keyboard, names breakeven, fee, both ends and the gate’s word, and Esc takes it back', async ({
  desk: page,
}) => {
  await untilPriced(page);
  await openTicket(page);
  await page.getByTestId('ticket-price').fill('55');
  await page.getByTestId('ticket-contracts').fill('2');
  await expect(page.getByTestId('ticket-terms')).toHaveAttribute('data-old', 'false');
  // 2 × 55 ¢ and the fee of 0.07 × .55 × .45 a contract, each rounded up to a hundredth of a cent.
  await expect(page.getByTestId('ticket-fee')).toHaveText('$0.0348');
  await expect(page.getByTestId('ticket-breakeven')).toHaveText('56.74%');
  await expect(page.getByTestId('ticket-right')).toHaveText('+$0.87');
  await expect(page.getByTestId('ticket-wrong')).toHaveText('−$1.13');
  await expect(page.getByTestId('ticket-gate')).toContainText(/Would (pass|be denied) now/);
  await expect(page.getByTestId('ticket-send')).toContainText(/2 YES at 55¢/);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('ticket')).toBeHidden();
});

test('a paused entry is denied with the name of the check, and no order is made of it', async ({
  openDesk,
}) => {
  const page = await openDesk(PHONE);
  await ensureArmed(page);
  await page.getByTestId('pause-button').click();
  await expectTrading(page, 'paused');
  await page.getByTestId('ticket-open').click();
  await expect(page.getByTestId('ticket')).toBeVisible();
  await page.getByTestId('ticket-price').fill('50');
  await expect(
    page.getByTestId('ticket-refusal').and(page.locator('[data-check="trading-armed"]')),
  ).toBeVisible();
  await page.getByTestId('ticket-send').click();
  const result = page.getByTestId('ticket-result');
  await expect(result).toHaveAttribute('data-result', 'denied');
  await expect(result).toContainText('denied by');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.viewport.width);
  await page.getByTestId('ticket-cancel').click();
  await ensureArmed(page);
});

test('nothing that is not held is sold', async ({ desk: page }) => {
  await openTicket(page);
  await page.getByText('Sell NO', { exact: true }).click();
  await page.getByTestId('ticket-price').fill('50');
  await expect(page.getByTestId('ticket-gate')).toContainText(/no NO is held|Would pass/);
  await page.getByTestId('ticket-cancel').click();
});

test('the curve of an event has a row a strike in its table, and one strike alone says so', async ({
  desk: page,
}) => {
  await untilPriced(page);
  await page.locator('[data-ticker^="KXBTCD-"]').first().click();
  await page.getByRole('tab', { name: 'Curve' }).click();
  await expect(page.getByTestId('curve').locator('canvas').first()).toBeVisible();
  expect(await page.getByTestId('curve-twin').locator('tbody tr').count()).toBeGreaterThan(3);
  await page.getByRole('tab', { name: 'Near spot' }).click();
  await page.locator('[data-ticker^="KXBTC15M-"]').first().click();
  await page.getByRole('tab', { name: 'Curve' }).click();
  await expect(page.locator('#ladder')).toContainText('one strike');
});
