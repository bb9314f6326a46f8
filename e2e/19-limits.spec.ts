// Editing a limit: previewed, stored before it counts, told to every browser, and raised only with the password.
import type { Page } from 'playwright/test';
import { PASSWORD } from './support/operator.ts';
import { expect, test } from './support/test.ts';

const LIMIT = 'maxLossStreak';

/** The limit where its use is told. */
function use(page: Page) {
  return page.locator(`[data-testid=limit-use][data-limit=${LIMIT}]`);
}

function field(page: Page) {
  return page.locator(`[data-testid=limit-field][data-limit=${LIMIT}] input`);
}

async function openEditor(page: Page): Promise<number> {
  await page.getByTestId('limits-edit').click();
  await expect(page.getByTestId('limits-form')).toBeVisible();
  return Number(await field(page).inputValue());
}

async function review(page: Page, value: string): Promise<void> {
  await field(page).fill(value);
  await page.getByTestId('limits-review').click();
  await expect(page.getByTestId('limits-preview')).toContainText(/entry|entries/);
}

test('I30 a lowered limit is in force in every browser; raised again only with password and reason', async ({
  openDesk,
}) => {
  const [page, other] = [await openDesk(), await openDesk()];
  await page.goto('/risk');
  await other.goto('/risk');
  const before = await openEditor(page);
  await field(page).fill('0');
  await expect(page.getByTestId('limits-form')).toContainText(/must be 1 to 1,000/);
  await review(page, String(before - 1));
  await page.getByTestId('limits-confirm').click();
  await expect(page.getByTestId('limits-form')).toBeHidden();
  await expect(page.getByTestId('limit-version').first()).toContainText('Losses in a row');
  await expect(use(page)).toContainText(String(before - 1));
  await expect(use(other)).toContainText(String(before - 1));

  expect(await openEditor(page)).toBe(before - 1);
  await review(page, String(before));
  await page.getByTestId('limits-reason').fill('as it was');
  await page.getByTestId('limits-password').fill('not the password');
  await page.getByTestId('limits-confirm').click();
  await expect(page.getByTestId('limits-refusal')).toBeVisible();
  await expect(use(other)).toContainText(String(before - 1));
  await page.getByTestId('limits-password').fill(PASSWORD);
  await page.getByTestId('limits-confirm').click();
  await expect(page.getByTestId('limits-form')).toBeHidden();
  await expect(use(other)).toContainText(String(before));
  await page.goto('/audit');
  const edits = page.getByTestId('audit-line').filter({ hasText: LIMIT });
  await expect(edits.first()).toBeVisible();
});
