// Reach: keyboard, a phone, and the killed desk with its release. The kill is always at hand. The pages: 21-accessibility.
import { expectAccessible, expectStillAccessible } from './support/axe.ts';
import { ensureArmed, expectTrading, PHONE, untilPriced } from './support/desk.ts';
import { expect, test } from './support/test.ts';

const DIALOG = '[role="alertdialog"]';
const LIGHT = { themes: ['light'], rules: 'colours' } as const;

test('the kill has a key that works while typing, and the killed desk and its release have no serious axe finding', async ({
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
  await expect(desk.getByTestId('kill-confirmed')).toContainText('confirmed ');
  await desk.keyboard.press('Escape');
  await expectAccessible(desk, 'the killed desk');
  await expectStillAccessible(desk, 'the killed desk', LIGHT);
  await desk.getByTestId('release-open').click();
  await expect(desk.getByRole('alertdialog')).toBeVisible();
  await expectAccessible(desk, 'the release', DIALOG);
  await expectStillAccessible(desk, 'the release', { ...LIGHT, part: DIALOG });
  await desk.keyboard.press('Escape');
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
});
