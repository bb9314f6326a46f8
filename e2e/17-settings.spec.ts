// Settings: what is chosen is drawn at once and before the first paint, in every tab; columns, lists that hold still, keys.
import type { Page } from 'playwright/test';
import { untilLive } from './support/desk.ts';
import { expect, test } from './support/test.ts';

async function openSettings(page: Page): Promise<void> {
  await page.goto('/settings');
  await expect(page.getByTestId('settings-page')).toBeVisible();
}

test('the look is drawn at once, in another tab too, and before the first paint of the next page', async ({
  desk,
}) => {
  const other = await desk.context().newPage();
  await other.goto('/sign-in');
  await openSettings(desk);
  await desk.getByLabel('Light', { exact: true }).check();
  await desk.getByLabel('Blue and orange').check();
  await desk.getByLabel('Orange', { exact: true }).check();
  for (const page of [desk, other]) {
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(page.locator('html')).toHaveAttribute('data-palette', 'blue-orange');
    await expect(page.locator('html')).toHaveAttribute('data-gain', 'second');
  }
  // What the document says when its body begins, long before any of our modules runs.
  await other.addInitScript(() => {
    const watcher = new MutationObserver(() => {
      if (document.body === null) return;
      window.name = document.documentElement.dataset['theme'] ?? '';
      watcher.disconnect();
    });
    watcher.observe(document, { childList: true, subtree: true });
  });
  await other.reload();
  expect(await other.evaluate(() => window.name)).toBe('light');
});

test('the page says who is signed in, what runs and with what, and nothing secret', async ({
  desk,
}) => {
  await openSettings(desk);
  await expect(desk.locator('#login')).toContainText('operator');
  await expect(desk.locator('#system')).toContainText('Wire version');
  const mode = desk.locator('[data-testid="running-setting"][data-name="VOLTAGE_MODE"]');
  await expect(mode).toContainText('sim');
  const settings = await (await desk.request.get('/api/settings')).text();
  expect(settings).not.toMatch(/password"?:|token"?:|postgres(ql)?:\/\/|BEGIN/i);
  await expect(desk.getByTestId('kill-button')).toBeEnabled();
});

test('a line between columns goes by keys, is remembered, locks and goes back', async ({
  desk,
}) => {
  const line = desk.getByRole('separator', { name: 'Chart and ladder' });
  const before = Number(await line.getAttribute('aria-valuenow'));
  await line.focus();
  await desk.keyboard.press('ArrowRight');
  await desk.keyboard.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', String(before + 2));
  await desk.reload();
  await untilLive(desk);
  await expect(line).toHaveAttribute('aria-valuenow', String(before + 2));
  const kill = await desk.getByTestId('kill-button').boundingBox();
  for (const box of await desk.getByTestId('column-line').all()) {
    const top = (await box.boundingBox())?.y ?? 0;
    expect(top).toBeGreaterThan((kill?.y ?? 0) + (kill?.height ?? 0));
  }
  await openSettings(desk);
  await desk.getByLabel('Locked', { exact: true }).check();
  await desk.getByTestId('layout-reset').click();
  await desk.goto('/');
  await untilLive(desk);
  await expect(desk.getByTestId('column-line')).toHaveCount(0);
  await expect(desk.locator('html')).not.toHaveAttribute('style', /--desk-columns/);
});

test('a list of orders is held still and let go', async ({ desk }) => {
  const pause = desk.locator('#orders').getByTestId('pause-list');
  await pause.click();
  await expect(pause).toHaveAttribute('aria-pressed', 'true');
  await expect(pause).toContainText(/^\d+ waiting$/);
  await pause.click();
  await expect(pause).toHaveAttribute('aria-pressed', 'false');
});

test('trading keys are armed by hand, and go with the focus of the window and a reload', async ({
  desk,
}) => {
  const keys = desk.getByTestId('arm-hotkeys');
  await expect(keys).toHaveAttribute('data-armed', 'false');
  await keys.click();
  await expect(keys).toHaveAttribute('data-armed', 'true');
  await desk.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(keys).toHaveAttribute('data-armed', 'false');
  await keys.click();
  await expect(keys).toHaveAttribute('data-armed', 'true');
  await desk.reload();
  await untilLive(desk);
  await expect(keys).toHaveAttribute('data-armed', 'false');
});

test('the console can be installed, and its icon claims no mode', async ({ desk }) => {
  const manifest = await (await desk.request.get('/manifest.webmanifest')).json();
  expect(manifest).toMatchObject({ display: 'standalone', start_url: '/' });
  for (const icon of manifest.icons) {
    expect(icon.src).not.toMatch(/sim|live|demo|paper/);
    expect((await desk.request.get(icon.src)).status(), icon.src).toBe(200);
  }
  const frame = desk.locator('meta[name="theme-color"]');
  await expect(frame).toHaveAttribute('content', /^#[0-9a-f]{6}$/);
});
