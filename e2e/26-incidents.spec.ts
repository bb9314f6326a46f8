// An incident from its alarm to the audit, in two browsers; and a rehearsal that nobody without the password begins.
import type { Page } from 'playwright/test';
import { PHONE } from './support/desk.ts';
import { expect, test } from './support/test.ts';

/** From two seconds on entries wait; from five on the watchdog would act. */
const STILL_MS = 2_700;

function blocked(page: Page) {
  return page.locator('[data-testid=incident][data-code=loop-blocked]').first();
}

test('F92 an engine that stood still is an incident; who takes note of it is told everywhere', async ({
  openDesk,
  system,
}) => {
  const [page, other] = [await openDesk(), await openDesk(PHONE)];
  await Promise.all([page.goto('/health'), other.goto('/health')]);
  await expect(page.getByTestId('incident-count')).toHaveText(/open, \d+ to acknowledge/);
  const engine = system.pid('engine');
  process.kill(engine, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, STILL_MS));
  process.kill(engine, 'SIGCONT');

  for (const each of [page, other]) {
    await expect(blocked(each)).toContainText('the engine stood still for');
    await expect(blocked(each)).toHaveAttribute('data-acknowledged', 'false');
  }
  const note = `seen at ${Date.now()}`;
  await blocked(page).getByTestId('acknowledge-open').click();
  await page.getByTestId('acknowledge-note').fill(note);
  await page.getByTestId('acknowledge-confirm').click();
  for (const each of [page, other]) {
    const taken = each.getByTestId('incident').filter({ hasText: note });
    await expect(taken).toHaveAttribute('data-acknowledged', 'true');
    await expect(taken.getByTestId('incident-taken')).toContainText('acknowledged by operator');
  }
  const width = await other.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.viewport.width);

  await page.goto('/audit');
  await expect(page.getByTestId('audit-line').filter({ hasText: note }).first()).toBeVisible();
});

test('a rehearsal of the kill is refused without the password, in words, and nothing begins', async ({
  openDesk,
}) => {
  const page = await openDesk();
  await page.goto('/risk');
  await page.getByTestId('drill-open').click();
  await expect(page.getByRole('alertdialog')).toContainText('never touches this engine');
  await page.getByTestId('drill-password').fill('not the password');
  await page.getByTestId('drill-confirm').click();
  await expect(page.getByTestId('drill-refusal')).toHaveText(
    'Not begun: the password does not fit',
  );
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('drill-form')).toBeHidden();
  await expect(page.getByTestId('rehearsal')).not.toHaveAttribute('data-state', 'running');
  await expect(page.getByTestId('drill-open')).toBeEnabled();
});
