// The health page: feeds with their age, latencies that are measured or say why not, and the machine.
import { expect, test } from './support/test.ts';

test('health names every feed, measures what it says it measures, and knows its machine', async ({
  openDesk,
}) => {
  const page = await openDesk();
  await page.goto('/health');
  await expect(page.getByTestId('health-feed')).not.toHaveCount(0);
  const book = page.locator('[data-testid="health-feed"][data-feed="kraken-book"]');
  await expect(book).toHaveAttribute('data-state', 'live', { timeout: 10_000 });
  await expect(book).toContainText(/\d+\.\ds/);

  const stage = (id: string) => page.locator(`[data-testid="latency-line"][data-stage="${id}"]`);
  await expect(page.getByTestId('latency-line')).toHaveCount(7);
  for (const id of ['book', 'verdict', 'commit']) {
    await expect(stage(id)).toHaveAttribute('data-measured', 'true', { timeout: 10_000 });
    await expect(stage(id)).toContainText(/\d (µs|ms|s)/);
  }
  await expect(stage('feed')).toContainText('not measured');

  await expect(page.locator('#machine')).toContainText(/Disk free.*\d+(\.\d)? [MG]B/);
  await expect(page.locator('#machine')).toContainText(/Watchdog\s*connected/);
  await expect(page.getByTestId('rate-bucket')).not.toHaveCount(0);
  await expect(page.getByTestId('kill-button')).toBeEnabled();
});
