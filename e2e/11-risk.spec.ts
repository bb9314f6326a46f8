// The page of risk: every limit with its use by the gate, the calendar, the kill levels, the census, on both screens.
import { PHONE } from './support/desk.ts';
import { expect, test } from './support/test.ts';

/** Those of the limits file, and the exchange’s own. */
const USED = 15;
const LEVELS = ['pause', 'reduce-only', 'kill', 'flatten'];

test('each limit says how close it is, the closest first, and where the limits come from', async ({
  openDesk,
}) => {
  const page = await openDesk();
  await page.goto('/risk');
  const lines = page.getByTestId('limit-use');
  await expect(lines).toHaveCount(USED);
  await expect(page.getByTestId('limits-source')).toContainText(
    /version \d+, from the limits file .*limits\.json/,
  );
  await expect(page.getByTestId('limits-source')).toContainText('raise its version');
  const order = await lines.evaluateAll((rows) => rows.map((row) => row.dataset['level']));
  const rank = ['full', 'near', 'unknown', 'room'];
  const ranks = order.map((level) => rank.indexOf(level ?? ''));
  expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
  const exposure = page.locator('[data-limit="maxTotalExposure"]');
  await expect(exposure.getByTestId('limit-used')).toHaveText(/^[\d,]+\.\d\d$/);
  await expect(exposure.getByRole('meter')).toHaveAttribute(
    'aria-valuetext',
    /of 3,000\.00 \$, .* used/,
  );
  await expect(page.getByTestId('rule')).not.toHaveCount(0);
  await expect(page.getByTestId('kill-button')).toBeEnabled();
});

test('pauses, levels and checks are told with the next one, the command and the last drill', async ({
  openDesk,
}) => {
  const page = await openDesk(PHONE);
  await page.goto('/risk');
  await expect(page.getByTestId('calendar-entry').first()).toContainText('Weekly pause');
  await expect(page.getByTestId('calendar-countdown').first()).toHaveText(/^(in|now,) .*\d/);
  await expect(page.getByTestId('calendar-word')).toContainText('Nobody has looked');
  const levels = page.getByTestId('kill-level');
  await expect(levels).toHaveCount(LEVELS.length);
  for (const [place, level] of LEVELS.entries())
    await expect(levels.nth(place)).toContainText(`npx voltage drill --level ${level}`);
  await expect(page.getByTestId('latch-state')).toHaveAttribute('data-state', /open|latched/);
  await expect(page.locator('#kills')).toContainText(/No kill is stored|confirmed/);
  await expect(page.getByTestId('census-row')).not.toHaveCount(0);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.viewport.width);
});
