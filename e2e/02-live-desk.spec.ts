// The desk lives: prices move, ages stay fresh, nothing jumps, nothing is logged as an error.
import { PHONE, untilPriced } from './support/desk.ts';
import { expect, test } from './support/test.ts';
import { type Smoothness, watchPage } from './support/watch-page.ts';

const WATCH_MS = 10_000;
/** A machine that starves the engine makes prices old, and the desk rightly says so: it gets another look. */
const MOST_WATCHES = 6;

/** Prices fresh four times out of five, the page free to answer for half of the time at least. */
function isFluent({ staleLooks, looks, longTasks }: Smoothness): boolean {
  const blockedMs = longTasks.reduce((sum, each) => sum + each, 0);
  return staleLooks / looks < 0.2 && blockedMs < WATCH_MS / 2;
}

function describeWatch({ shift, longTasks, staleLooks, looks, stale }: Smoothness): string {
  return `layout shift ${shift.toFixed(4)}, long tasks ${longTasks.join(' ')} ms, stale looks ${staleLooks}/${looks} ${stale}`;
}

test('every feed is live and named as such', async ({ desk }) => {
  await expect(desk.locator('[data-testid^="feed-"]')).not.toHaveCount(0);
  for (const feed of await desk.locator('[data-testid^="feed-"]').all())
    await expect(feed).toHaveAttribute('data-state', 'live');
});

test('prices of both venues move, the ladder is quoted, and fair values follow', async ({
  desk,
}) => {
  test.setTimeout(150_000);
  for (const id of ['spot-mid', 'index-value']) {
    const price = desk.getByTestId(id);
    await expect(price).toHaveText(/^[\d,]+\.\d\d$/);
    const before = await price.textContent();
    await expect(price).not.toHaveText(before ?? '', { timeout: 15_000 });
  }
  const rows = desk.getByTestId('ladder-row');
  await expect(rows).not.toHaveCount(0);
  const quotes = async () =>
    (await desk.getByTestId('ladder-bid').allTextContents()).join(' ') +
    (await desk.getByTestId('ladder-ask').allTextContents()).join(' ');
  const before = await quotes();
  expect(before).toMatch(/\d/);
  await expect.poll(quotes, { timeout: 15_000 }).not.toBe(before);
  await untilPriced(desk);
});

test('the chart says where the close may settle, how volatile it is, and the same in a table', async ({
  desk,
}) => {
  await untilPriced(desk);
  const band = desk.getByTestId('cone-80');
  await expect(band).toHaveText(/^[\d,]+–[\d,]+$/, { timeout: 30_000 });
  await expect(desk.getByTestId('cone-twin').locator('tbody tr')).toHaveCount(7);
  await expect(desk.getByTestId('volatility-forecast')).toHaveText(/^[\d.]+%$/);
});

for (const { name, screen } of [
  { name: 'a monitor', screen: {} },
  { name: 'a phone', screen: PHONE },
])
  test(`ten seconds of watching on ${name}: no shift, fresh prices, no error on the console`, async ({
    openDesk,
  }, testInfo) => {
    test.setTimeout(150_000);
    const desk = await openDesk(screen);
    const errors: string[] = [];
    desk.on('pageerror', (error) => errors.push(String(error)));
    desk.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await desk.reload();
    await expect(desk.getByTestId('spot-mid')).toHaveText(/\d/, { timeout: 30_000 });
    let seen: Smoothness;
    let looks = 0;
    do {
      seen = await watchPage(desk, WATCH_MS);
      looks += 1;
      testInfo.annotations.push({ type: 'smoothness', description: describeWatch(seen) });
      expect(errors).toEqual([]);
      expect(seen.shift, `what moved:\n${seen.jumps.join('\n')}`).toBeLessThan(0.1);
    } while (!isFluent(seen) && looks < MOST_WATCHES);
    expect(isFluent(seen), describeWatch(seen)).toBe(true);
  });

test('the chosen market explains itself: verdict, sentence and every check', async ({ desk }) => {
  await desk.getByTestId('ladder-row').nth(3).click();
  await expect(desk.getByTestId('why-verdict')).toHaveAttribute(
    'data-verdict',
    /enter|exit|hold|flat|blocked/,
  );
  await expect(desk.getByTestId('why-sentence')).toHaveText(/\w/);
  await expect(desk.getByTestId('check-row')).not.toHaveCount(0);
});
