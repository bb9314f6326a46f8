// Orders and fills: live ones on top, stored ones in pages, filters in the address, and an export with named columns.
import { expect, test } from './support/test.ts';

const COLUMNS =
  'venue_time_utc,ticker,purpose,yes_book_side,yes_price_usd,count_contracts,fee_usd,liquidity,trade_id,venue_order_id,client_order_id';

test('orders are listed under their filters, an order opens to its life, fills are exported', async ({
  openDesk,
}) => {
  const page = await openDesk();
  await page.goto('/orders');
  await expect(page.getByRole('heading', { name: 'Working now' })).toBeVisible();
  await expect(page.getByText(/No orders of this kind are stored|\d+ shown/)).toBeVisible();
  await expect(page.getByTestId('kill-button')).toBeEnabled();

  const [first] = await page.getByTestId('stored-order').all();
  if (first !== undefined) {
    await first.getByRole('button', { expanded: false }).click();
    const life = page.getByTestId('order-life').first();
    await expect(life).toContainText('Our order id');
    await expect(life.getByRole('region', { name: 'Every state it had' })).toBeVisible();
    await first.getByRole('button', { expanded: true }).click();
    await expect(page.getByTestId('order-life')).toHaveCount(0);
  }

  await page.getByRole('button', { name: 'Unknown' }).click();
  await expect(page).toHaveURL(/phase=unknown$/);
  await page.getByRole('button', { name: 'Exits', exact: true }).click();
  await expect(page).toHaveURL(/phase=unknown&purpose=exit$/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Exits', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByLabel('Market ticker').fill('NO-SUCH-MARKET');
  await page.getByLabel('Market ticker').press('Enter');
  await expect(page.getByText('No orders of this kind are stored.')).toBeVisible();
  await page.getByRole('button', { name: 'All markets' }).click();
  await expect(page).not.toHaveURL(/ticker=/);

  await page.getByRole('button', { name: 'Fills', exact: true }).click();
  await expect(page.getByText(/No fills of this kind are stored|\d+ shown/)).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByTestId('fills-csv').click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^voltage-sim-fills-\d{4}-\d\d-\d\d\.csv$/);
  const answer = await page.request.get('/api/fills.csv');
  expect((await answer.text()).split('\r\n')[0]).toBe(COLUMNS);
  await page.close();
});

test('an order that is not stored is said so, in words', async ({ openDesk }) => {
  const page = await openDesk();
  await page.goto('/orders?order=no-such-order');
  await expect(page.getByRole('region', { name: 'One order' })).toContainText(
    'no order is stored under this id',
  );
  await page.close();
});
