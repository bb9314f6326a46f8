// Positions & P&L: figures of the ledger, groups that add up, the same number as the desk, files with units.
import type { Page } from 'playwright/test';
import { expect, test } from './support/test.ts';

const MONEY = /^[+−]?\$[\d,]+\.\d\d$/;
const BREAKDOWNS = ['Market', 'Series', 'Hour', 'Entry', 'Booking', 'Model'];

async function openPnl(page: Page): Promise<void> {
  await page.goto('/pnl?span=all');
  await expect(page.getByTestId('pnl-net')).toHaveText(MONEY);
}

/** The strip and the last line of the table, of one and the same reading. */
function sums(page: Page): Promise<{ readonly strip: string; readonly table: string }> {
  return page.evaluate(() => {
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
    return {
      strip: text('[data-testid="pnl-net"]'),
      table: text('[data-testid="pnl-sum"] td:nth-of-type(3)'),
    };
  });
}

test('every breakdown ends in the net result of the strip, and the choice survives a reload', async ({
  desk,
}) => {
  await desk.goto('/pnl');
  await expect(desk.getByTestId('pnl-net')).toHaveText(MONEY);
  await expect(desk.getByTestId('pnl-fees')).toHaveText(MONEY);
  await desk.getByRole('button', { name: 'All', exact: true }).click();
  for (const name of BREAKDOWNS) {
    await desk.getByRole('button', { name, exact: true }).click();
    await expect(
      desk.getByRole('table', { name: `Results by ${name.toLowerCase()}` }),
    ).toBeVisible();
    const { strip, table } = await sums(desk);
    expect(table).toBe(strip);
  }
  await desk.reload();
  await expect(desk.getByRole('table', { name: 'Results by model' })).toBeVisible();
  await expect(desk.getByRole('button', { name: 'All', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  // The opening balance is booked at the first start: there is a curve, and a table that says it.
  await expect(desk.getByTestId('equity-twin').locator('tbody tr')).not.toHaveCount(0);
});

test('the page shows the unrealised result that the positions panel shows', async ({ desk }) => {
  await openPnl(desk);
  await expect(async () => {
    const shown = await desk.evaluate(() => {
      const panel = document.querySelector('#positions');
      const sum = [...(panel?.querySelectorAll('.panel-title span') ?? [])]
        .map((each) => each.textContent ?? '')
        .find((text) => text.startsWith('Unrealised '));
      const total = document.querySelector('[data-testid="pnl-unrealised"]')?.textContent ?? '';
      return { total, panel: sum?.replace('Unrealised ', '') ?? '$0.00' };
    });
    expect(shown.total).toMatch(/\$|–/);
    expect(shown.panel).toBe(shown.total);
  }).toPass({ timeout: 10_000 });
});

test('files carry a header with units and the rows of the page', async ({ desk }) => {
  await openPnl(desk);
  for (const [link, header] of [
    ['pnl-csv', /^grouping,group,.*net_usd.*\r\ntotal,all,/],
    ['fills-csv', /^filled_at_utc,market,.*fee_usd/],
  ] as const) {
    const href = (await desk.getByTestId(link).getAttribute('href')) ?? '';
    const file = await desk.request.get(href);
    expect(file.status()).toBe(200);
    expect(file.headers()['content-type']).toContain('text/csv');
    expect(await file.text()).toMatch(header);
  }
});
