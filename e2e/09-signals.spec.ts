// The signal explains itself: six speakers with numbers, their weight, causes that add up, and a page per decision.
import type { Page } from 'playwright/test';
import { PHONE, untilPriced } from './support/desk.ts';
import { expect, test } from './support/test.ts';
import { watchPage } from './support/watch-page.ts';

const SPEAKERS = ['tree', 'sequence', 'combined', 'calibrated', 'market', 'blended'];
const NUMBER = /^\d+\.\d$/;
const WATCH_MS = 8_000;
/** A world of no age has no base for its learned members before it knows some hours of prices. */
const MEMBERS_WITHIN_MS = 120_000;
/** A decision is explained once a second at least. */
const SOON = { timeout: 20_000 };

async function openTab(page: Page, name: string): Promise<void> {
  await page.locator('#signal').getByRole('tab', { name }).click();
}

/** Chooses the strike nearest to even odds: one at which every cause moves the price. */
async function chooseEven(page: Page): Promise<void> {
  const rows = await page.getByTestId('ladder-row').all();
  const odds = await Promise.all(
    rows.map(async (row) => Number(await row.getByTestId('ladder-fair').textContent())),
  );
  const distance = (cents: number) => (Number.isFinite(cents) ? Math.abs(cents - 50) : 100);
  const best = odds.toSorted((left, right) => distance(left) - distance(right))[0] ?? 0;
  await rows[odds.indexOf(best)]?.click();
}

test('six speakers say a number each, on one scale, with the weight of our own model', async ({
  desk,
}) => {
  test.setTimeout(300_000);
  await untilPriced(desk);
  await chooseEven(desk);
  const rows = desk.locator('#signal').getByTestId('view-row');
  await expect(rows).toHaveCount(SPEAKERS.length);
  const ids = await rows.evaluateAll((found) => found.map((row) => row.dataset['speaker']));
  expect(ids).toEqual(SPEAKERS);
  await expect(async () => {
    const numbers = await rows.getByTestId('view-yes').allTextContents();
    for (const text of numbers) expect(text).toMatch(NUMBER);
  }).toPass({ timeout: MEMBERS_WITHIN_MS });
  await expect(desk.getByTestId('model-weight')).toHaveText(
    /^weight [01]\.\d\d: \d[\d,]* settled markets?, \w/,
  );
  await expect(desk.getByTestId('members-apart')).toHaveText(/^members apart \d+\.\d¢ = /);
});

test('the confidence is the product of the parts that are shown', async ({ desk }) => {
  await untilPriced(desk);
  const grid = desk.locator('#signal').getByTestId('confidence');
  await expect(grid).toHaveAttribute('data-value', /^0?\.?\d/);
  const { whole, product } = await grid.evaluate((node) => {
    const shown = [...node.querySelectorAll('[role="meter"]')].map((meter) =>
      Number(meter.getAttribute('aria-valuetext')),
    );
    return { whole: shown[0] ?? Number.NaN, product: shown.slice(1).reduce((a, b) => a * b, 1) };
  });
  // Each is rounded to hundredths.
  expect(Math.abs(whole - product)).toBeLessThan(0.04);
});

test('causes add up to the difference they are said to make', async ({ desk }) => {
  await untilPriced(desk);
  await chooseEven(desk);
  await openTab(desk, 'Drivers');
  const causes = desk.locator('#signal').getByTestId('contribution');
  await expect(causes).not.toHaveCount(0, SOON);
  const { parts, sum } = await desk.locator('#signal').evaluate((panel) => {
    const read = (id: string) =>
      [...panel.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)].map((row) => ({
        cents: Number(row.dataset['cents']),
        log: Number(row.dataset['logVariance']),
      }));
    return { parts: read('contribution'), sum: read('contribution-sum')[0] };
  });
  expect(parts.length).toBeGreaterThan(1);
  const total = (key: 'cents' | 'log') => parts.reduce((all, part) => all + part[key], 0);
  expect(total('cents')).toBeCloseTo(sum?.cents ?? Number.NaN, 9);
  expect(total('log')).toBeCloseTo(sum?.log ?? Number.NaN, 9);
  await expect(causes.last()).toContainText('the rest');
  await expect(desk.getByTestId('counterfactual')).toHaveText(/\w/);
});

test('every member of the forecast is named at every horizon, the average beside its interval', async ({
  desk,
}) => {
  await untilPriced(desk);
  await openTab(desk, 'Forecast');
  await expect(desk.getByTestId('forecast-combination')).toContainText(/(\d+\.\d%.*){4}/);
  for (const member of ['gbdt', 'gru', 'har-tod', 'naive'])
    await expect(
      desk.locator(`[data-testid="forecast-member"][data-member="${member}"]`),
    ).toHaveCount(1);
});

test('a decision opens from the desk, survives a reload, and is found again in the list', async ({
  desk,
}) => {
  await untilPriced(desk);
  const opening = desk.waitForEvent('popup');
  await desk.getByTestId('why-explain').click();
  const page = await opening;
  await expect(page.getByTestId('decision-verdict')).toHaveAttribute(
    'data-verdict',
    /enter|hold|exit|flat/,
  );
  await page.getByRole('button', { name: 'As stored' }).click();
  await expect(page.getByTestId('decision-origin')).toContainText('As it was stored');
  const time = (await page.getByTestId('decision-time').textContent()) ?? '';
  const sentence = (await page.getByTestId('decision-sentence').textContent()) ?? '';
  expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/);
  await expect(page.getByTestId('check-group')).toHaveCount(3);
  await expect(page.getByTestId('decision-check')).not.toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('decision-time')).toHaveText(time);
  await expect(page.getByTestId('decision-sentence')).toHaveText(sentence);
  await expect(page.getByTestId('kill-button')).toBeEnabled();
  await page.getByRole('link', { name: /This market/ }).click();
  const line = page.getByTestId('decision-line').filter({ hasText: sentence });
  await expect(line).not.toHaveCount(0);
  await page.close();
});

test('a decision that was never stored is said so, in words', async ({ openDesk }) => {
  const page = await openDesk();
  await page.goto('/decisions/d-00000000000000000000000000000000');
  await expect(page.getByTestId('decision-absent')).toContainText('journal only');
});

for (const { name, screen } of [
  { name: 'a monitor', screen: {} },
  { name: 'a phone', screen: PHONE },
])
  test(`nothing shifts while the signal lives, on ${name}`, async ({ openDesk }) => {
    test.setTimeout(150_000);
    const desk = await openDesk(screen);
    await untilPriced(desk);
    await desk.locator('#signal').scrollIntoViewIfNeeded();
    for (const tab of ['Drivers', 'Forecast', 'Health', 'Signal']) await openTab(desk, tab);
    const before = await watchPage(desk, 0);
    const after = await watchPage(desk, WATCH_MS);
    expect(after.shift - before.shift, after.jumps.join('\n')).toBeLessThan(0.02);
  });
