// A trader without a mouse: arms, pauses, enters, vetoes with a reason, closes, kills and releases, and always sees the focus.
import type { Page } from 'playwright/test';
import { expectTrading } from './support/desk.ts';
import { pressByKeys, tabTo, watchPointer } from './support/keys.ts';
import {
  cardOf,
  ending,
  OFFERS_MS,
  type Offer,
  ordersOf,
  positionOf,
  WITH_OFFERS_MS,
  waitingOffer,
} from './support/offers.ts';
import { PASSWORD } from './support/operator.ts';
import type { System } from './support/system.ts';
import { expect, test } from './support/test.ts';
import { heldAt, type Venue } from './support/venue.ts';

/** Shorter than an offer lives. */
const QUICK = { timeout: 4_000 } as const;

/** Releases a kill that stands, then arms. */
async function armByKeys(page: Page): Promise<void> {
  const state = page.getByTestId('trading-state');
  await expect(state).not.toHaveAttribute('data-state', 'unknown');
  if ((await state.getAttribute('data-state')) === 'killed') await releaseByKeys(page);
  if ((await state.getAttribute('data-state')) !== 'armed') {
    await expect(page.getByTestId('arm-button')).toBeEnabled({ timeout: 30_000 });
    await pressByKeys(page, page.getByTestId('arm-button'));
  }
  await expectTrading(page, 'armed');
}

/** The gate wants a kill confirmed and some seconds of quiet: asked again until it is given. */
async function releaseByKeys(page: Page): Promise<void> {
  await expect(async () => {
    const dialog = page.getByRole('alertdialog');
    if (!(await dialog.isVisible())) await pressByKeys(page, page.getByTestId('release-open'));
    await expect(dialog).toBeVisible(QUICK);
    await tabTo(page, page.getByTestId('release-reason'));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('the drill is over');
    await tabTo(page, page.getByTestId('release-password'));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('kill-banner')).toBeHidden({ timeout: 2_000 });
  }).toPass({ timeout: 60_000, intervals: [500] });
}

/** What opens over the desk gives the focus back to the button that opened it. */
async function expectFocusBack(page: Page): Promise<void> {
  const opener = page.getByTestId('kill-levels');
  await pressByKeys(page, opener);
  await expect(page.getByTestId('last-drill')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('last-drill')).toBeHidden();
  await expect(opener).toBeFocused();
}

/** The newest offer that waits, brought to the front from its seat in the rail. */
async function chooseOffer(page: Page, system: System): Promise<Offer> {
  const offer = await waitingOffer(page, system.runtime);
  await pressByKeys(page, offer.seat);
  await expect(cardOf(page, offer.id)).toBeVisible(QUICK);
  return offer;
}

/** Approves offers until one is filled; the public trades against quotes that rest. */
async function enterByKeys(page: Page, system: System, venue: Venue): Promise<string> {
  let ticker = '';
  await expect(async () => {
    const offer = await chooseOffer(page, system);
    const approve = offer.card.getByTestId('approval-approve');
    await expect(approve).toBeEnabled(QUICK);
    await pressByKeys(page, approve);
    expect(await ending(offer)).toBe('approved');
    await expect(async () => {
      const [order] = await ordersOf(system.runtime(), offer.id);
      if (order !== undefined && order.filled === 0) await venue.burst(order.ticker, 5);
      expect(order?.filled).toBeGreaterThan(0);
      ticker = order?.ticker ?? '';
    }).toPass({ timeout: 8_000, intervals: [200] });
    await expect(positionOf(page, ticker)).toHaveAttribute('data-state', 'open', QUICK);
  }).toPass({ timeout: OFFERS_MS });
  return ticker;
}

test('arms, pauses, enters, vetoes with a reason, closes, kills and releases without a mouse', async ({
  desk,
  system,
  venue,
}) => {
  test.setTimeout(WITH_OFFERS_MS);
  const touches = await watchPointer(desk);
  await expect(desk.locator('[role="status"], [aria-live="polite"]')).toHaveCount(1);
  await armByKeys(desk);
  await pressByKeys(desk, desk.getByTestId('pause-button'));
  await expectTrading(desk, 'paused');
  await armByKeys(desk);
  await expectFocusBack(desk);

  const ticker = await enterByKeys(desk, system, venue);

  await expect(async () => {
    const offer = await chooseOffer(desk, system);
    await tabTo(desk, offer.card.getByLabel('Reason for the veto'));
    await desk.keyboard.type('spread looks wrong');
    await tabTo(desk, offer.card.getByTestId('approval-veto'), 'Shift+Tab');
    await desk.keyboard.press('Enter');
    expect(await ending(offer)).toBe('vetoed');
    expect(await ordersOf(system.runtime(), offer.id)).toEqual([]);
  }).toPass({ timeout: OFFERS_MS });

  await expect(async () => {
    if (heldAt(await venue.state(), ticker) === 0) return;
    const close = positionOf(desk, ticker).getByTestId('position-close');
    await pressByKeys(desk, close);
    await expect(close).toHaveText('Really?', QUICK);
    await desk.keyboard.press('Enter');
    await expect.poll(async () => heldAt(await venue.state(), ticker), QUICK).toBe(0);
  }).toPass({ timeout: 60_000 });

  await pressByKeys(desk, desk.getByTestId('kill-button'));
  await expectTrading(desk, 'killed');
  await expect(desk.getByTestId('kill-confirmed')).toContainText(/confirmed/i);
  await releaseByKeys(desk);
  await expectTrading(desk, 'paused');
  await armByKeys(desk);
  expect(await touches(), 'touches of a pointer').toBe(0);
});
