// The command menu: opens by key on every page, finds pages and strikes, lists the hotkeys, and trades nothing.
import type { Page } from 'playwright/test';
import { expect, test } from './support/test.ts';

const NOT_HERE = /^(arm|pause|approve|veto|release|buy|sell|cancel|close|flatten)\b/i;

async function openMenu(page: Page): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Command' });
  // A key that is pressed before a page has its code is lost, as for anybody: it is pressed again.
  await expect(async () => {
    if ((await field.count()) === 0) await page.keyboard.press('Control+k');
    await expect(field).toBeFocused({ timeout: 2_000 });
  }).toPass({ timeout: 15_000 });
}

test('a page is reached by typing its name, and the menu is there too', async ({ desk }) => {
  await openMenu(desk);
  const field = desk.getByRole('combobox', { name: 'Command' });
  await expect(field).toHaveAttribute('aria-activedescendant', /./);
  for (const title of await desk
    .getByTestId('command')
    .locator('span:first-child')
    .allTextContents())
    expect(title).not.toMatch(NOT_HERE);
  await desk.keyboard.press('Escape');
  await expect(desk.getByTestId('command-menu')).toHaveCount(0);
  await openMenu(desk);
  await desk.keyboard.type('orders');
  await desk.keyboard.press('Enter');
  await expect(desk).toHaveURL(/\/orders$/);
  await openMenu(desk);
  await desk.keyboard.press('Control+k');
  await expect(desk.getByTestId('command-menu')).toHaveCount(0);
});

test('a strike is chosen on the desk by its number, and from a page beside it', async ({
  desk,
}) => {
  const row = desk.getByTestId('ladder-row').and(desk.locator('[data-selected="false"]')).first();
  const ticker = (await row.getAttribute('data-ticker')) ?? '';
  await openMenu(desk);
  await desk.keyboard.type(ticker);
  await expect(desk.getByTestId('command').first()).toContainText(ticker);
  await desk.keyboard.press('Enter');
  await expect(desk).toHaveURL(new RegExp(`market=${ticker.replace('.', '\\.')}`));
  await desk.goto('/orders');
  await expect(desk.getByTestId('command-menu-open')).toBeVisible();
  await openMenu(desk);
  await desk.keyboard.type(ticker);
  await expect(desk.getByTestId('command').first()).toContainText(ticker);
  await desk.keyboard.press('Enter');
  await expect(desk).toHaveURL(/\/\?market=/);
  await expect(desk.getByTestId('ladder-row').first()).toBeVisible();
});

test('the theme is switched, the hotkeys are listed, and Kill only names its key', async ({
  desk,
}) => {
  await openMenu(desk);
  await desk.keyboard.type('theme');
  await desk.keyboard.press('Enter');
  await expect(desk.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(desk.getByRole('button', { name: 'Switch to the dark theme' })).toBeVisible();
  const before = await desk.getByTestId('trading-state').getAttribute('data-state');
  await openMenu(desk);
  await desk.keyboard.type('kill');
  await desk.keyboard.press('Enter');
  const keys = desk.getByTestId('hotkey-dialog').locator('kbd');
  await expect(keys).toContainText(['Ctrl+Shift+K', 'Ctrl+K', 'Up', 'Down']);
  await desk.keyboard.press('Escape');
  await expect(desk.getByTestId('trading-state')).toHaveAttribute('data-state', before ?? '');
});

test('it stays closed on a held key and while typing in a field, and the pages are in the operator menu', async ({
  desk,
}) => {
  await desk.evaluate(() => {
    const held = { code: 'KeyK', key: 'k', ctrlKey: true, repeat: true, bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', held));
  });
  await expect(desk.getByTestId('command-menu')).toHaveCount(0);
  await desk.goto('/orders');
  const field = desk.getByLabel('Market ticker');
  await field.fill('kk');
  await field.press('Control+k');
  await expect(desk.getByTestId('command-menu')).toHaveCount(0);
  await field.press('k');
  await expect(field).toHaveValue('kkk');
  await desk.goto('/');
  await desk.getByTestId('operator-menu').click();
  const pages = desk.getByRole('navigation', { name: 'All pages' }).getByTestId('page-link');
  await pages.filter({ hasText: 'Orders' }).click();
  await expect(desk).toHaveURL(/\/orders$/);
});
