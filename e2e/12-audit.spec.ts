// The audit page: rows with their detail, a filter, a chain that verifies, and a file that says the same.
import { expect, test } from './support/test.ts';

test('the audit shows who did what, verifies its chain, and gives it away as a file', async ({
  openDesk,
}) => {
  const page = await openDesk();
  await page.goto('/audit');
  const lines = page.getByTestId('audit-line');
  await expect(lines).not.toHaveCount(0);
  const seqs = await lines.evaluateAll((found) => found.map((line) => Number(line.dataset['seq'])));
  expect(seqs).toEqual(seqs.toSorted((left, right) => right - left));

  await page.getByLabel('Action').selectOption('auth.session-begun');
  await expect(page).toHaveURL(/action=auth\.session-begun/);
  await expect(lines.filter({ hasNotText: 'auth.session-begun' })).toHaveCount(0);
  const opener = lines.first().getByRole('button');
  await opener.click();
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByTestId('audit-detail').first()).toContainText(/session.*[0-9a-f]{12}/);

  await page.getByRole('button', { name: 'Verify the chain' }).click();
  const verdict = page.getByTestId('audit-verdict');
  await expect(verdict).toHaveText(/^[\d,]+ rows, chain whole, head [0-9a-f]{64}$/);
  const head = (await verdict.textContent())?.slice(-64) ?? '';
  const file = await page.request.get('/api/audit/export');
  expect(file.headers()['content-disposition']).toContain('attachment');
  const rows = (await file.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, place) => place + 1));
  expect(rows.map((row) => row.hash)).toContain(head);
  expect(await (await page.request.get('/api/audit/names')).json()).toMatchObject({ ok: true });
  await expect(page.getByTestId('kill-button')).toBeEnabled();
});
