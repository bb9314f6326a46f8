// Search in the decisions, what became of one, and that moment again from the journal, proved and unmistakably past.
import { expect, test } from './support/test.ts';

test('a decision is found, told with what became of it, and its moment is computed again hash for hash', async ({
  openDesk,
}) => {
  const page = await openDesk();
  await page.goto('/decisions');
  const lines = page.getByTestId('decision-line');
  await expect(lines).not.toHaveCount(0);
  await page.getByLabel('Verdict').selectOption('flat');
  await expect(page).toHaveURL(/kind=flat/);
  await expect(
    page.locator('[data-testid="decision-line"]:not([data-verdict="flat"])'),
  ).toHaveCount(0);
  await page.getByLabel('Ids').fill('no-such-id');
  await page.getByLabel('Ids').press('Enter');
  await expect(page.getByText('No stored decision fits this search.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page).toHaveURL(/\/decisions$/);
  await expect(lines).not.toHaveCount(0);

  const file = await page.request.get('/api/decisions.csv?kind=flat');
  expect(file.headers()['content-disposition']).toContain('attachment');
  expect((await file.text()).split('\r\n')[0]).toContain('if_taken_net_whole_usd');

  await lines.first().getByRole('link').click();
  await expect(page.getByTestId('decision-outcome')).toContainText('Market settled');
  await expect(page.getByRole('main').getByRole('link', { name: 'Desk', exact: true })).toHaveCount(
    0,
  );
  const verdict = await page.getByTestId('decision-verdict').getAttribute('data-verdict');
  await page.getByTestId('see-moment').click();

  await expect(page.getByTestId('past-banner')).toContainText('The past');
  const proof = page.getByTestId('moment-proof');
  await expect(proof).toHaveAttribute('data-outcome', 'same', { timeout: 60_000 });
  await expect(proof).toContainText('Recomputed: the same decision');
  await expect(page.getByTestId('moment-verdict')).toHaveText(verdict ?? '');
  await expect(page.getByTestId('kill-button')).toBeEnabled();
  await page.keyboard.press('ArrowLeft');
  await expect(page).not.toHaveURL(/event=/);
  await expect(page.getByTestId('moment')).toBeVisible();

  await page.goto('/replay?at=1000&ticker=KXBTCD-X');
  await expect(page.getByText(/Not recorded: the journal reaches back to/)).toBeVisible();
});
