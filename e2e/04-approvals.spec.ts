// The road of a trade: offered, approved in the browser, sent, filled; and the offers that never become one.
import { unwrap } from '#lib/result.ts';
import { askTopic } from '#server/cli/ask.ts';
import { ensureArmed } from './support/desk.ts';
import {
  bringForward,
  cardOf,
  ending,
  isHourly,
  nextOffer,
  OFFERS_MS,
  ordersOf,
  positionOf,
  takePosition,
  WITH_OFFERS_MS,
} from './support/offers.ts';
import { expect, test } from './support/test.ts';
import { heldAt } from './support/venue.ts';

/** Within the life of an offer. */
const QUICK = { timeout: 3_000 } as const;

test('an approved offer becomes an order, the order fills, the position is the venue’s', async ({
  desk,
  system,
  venue,
}, testInfo) => {
  test.setTimeout(WITH_OFFERS_MS);
  await ensureArmed(desk);
  const { order, tries } = await takePosition(desk, venue, system.runtime);
  testInfo.annotations.push({ type: 'offers', description: tries.join(', ') });
  const { ticker, clientOrderId } = order;
  await expect(desk.locator(`[data-client-order-id="${clientOrderId}"]`)).toHaveAttribute(
    'data-state',
    /filled/,
  );
  const fills = desk.locator(`[data-testid="fill-row"][data-ticker="${ticker}"]`);
  await expect(fills).not.toHaveCount(0);
  const sent = (await venue.orders()).filter((each) => each.client_order_id === clientOrderId);
  expect(sent).toHaveLength(1);
  expect(Number(sent[0]?.fill_count_fp)).toBeGreaterThan(0);
  await expect(positionOf(desk, ticker)).toBeVisible();
  // It may have been closed again by now, at a profit taken: the two are compared, whatever they say.
  await expect
    .poll(async () => {
      const table = unwrap(await askTopic(system.runtime(), 'positions', 10_000));
      const ours = table.rows[ticker];
      const known = ours !== undefined && 'contracts' in ours ? ours.contracts : null;
      return known === heldAt(await venue.state(), ticker);
    })
    .toBe(true);
});

test('a veto with its reason is recorded and sends nothing', async ({ desk, system }) => {
  test.setTimeout(WITH_OFFERS_MS);
  await ensureArmed(desk);
  await expect(async () => {
    const offer = await nextOffer(desk, system.runtime);
    await offer.card.getByLabel('Reason for the veto').fill('spread looks wrong', QUICK);
    await offer.card.getByTestId('approval-veto').click(QUICK);
    // An offer that ran out or was taken away meanwhile proves nothing: the next one is vetoed.
    expect(await ending(offer)).toBe('vetoed');
    await bringForward(desk, offer.id);
    await expect(offer.card.getByTestId('approval-state')).toHaveText(
      'Vetoed by operator: spread looks wrong',
      QUICK,
    );
    expect(await ordersOf(system.runtime(), offer.id)).toEqual([]);
  }).toPass({ timeout: OFFERS_MS });
});

test('F78 silence is a veto: an unanswered offer expires and sends nothing', async ({
  desk,
  system,
}) => {
  test.setTimeout(WITH_OFFERS_MS);
  await ensureArmed(desk);
  await expect(async () => {
    const offer = await nextOffer(desk, system.runtime);
    // Withdrawn when its market closes first: then the next one is left alone.
    expect(await ending(offer, 30_000)).toBe('expired');
    expect(await ordersOf(system.runtime(), offer.id)).toEqual([]);
    await bringForward(desk, offer.id);
    await expect(offer.card.getByTestId('approval-state')).toContainText('nothing was sent', QUICK);
  }).toPass({ timeout: OFFERS_MS });
});

test('F79 I10 of two browsers that approve at once one wins, and one order exists', async ({
  desk,
  openDesk,
  system,
  venue,
}) => {
  test.setTimeout(WITH_OFFERS_MS);
  const other = await openDesk();
  await ensureArmed(desk);
  await expect(async () => {
    const before = new Set((await venue.orders()).map((each) => each.order_id));
    const offer = await nextOffer(desk, system.runtime);
    await bringForward(other, offer.id);
    const buttons = [desk, other].map((page) =>
      cardOf(page, offer.id).getByTestId('approval-approve'),
    );
    for (const button of buttons) await expect(button).toBeEnabled(QUICK);
    await Promise.all(buttons.map((button) => button.click({ ...QUICK, noWaitAfter: true })));
    expect(await ending(offer)).toBe('approved');
    for (const page of [desk, other]) {
      await bringForward(page, offer.id);
      await expect(cardOf(page, offer.id).getByTestId('approval-state')).toHaveText(
        'Approved by operator',
      );
    }
    const orders = await ordersOf(system.runtime(), offer.id);
    expect(orders).toHaveLength(1);
    const [ticker, ids] = [orders[0]?.ticker, orders.map((each) => each.clientOrderId)];
    const fresh = async () =>
      (await venue.orders()).filter((each) => !before.has(each.order_id) && each.ticker === ticker);
    await expect.poll(async () => (await fresh()).length).toBe(1);
    expect((await fresh()).map((each) => each.client_order_id)).toEqual(ids);
  }).toPass({ timeout: OFFERS_MS });
});

test('a position whose market closes waits for the exchange to settle it', async ({
  desk,
  system,
  venue,
}) => {
  test.setTimeout(WITH_OFFERS_MS);
  await ensureArmed(desk);
  const held = desk.locator(
    '[data-testid="position-row"][data-state="open"]:not([data-ticker^="KXBTC15M"])',
  );
  await expect(async () => {
    if ((await held.count()) === 0) await takePosition(desk, venue, system.runtime, isHourly);
    // It may be sold before it closes: then the next one.
    const ticker = (await held.first().getAttribute('data-ticker', QUICK)) ?? '';
    await venue.fault({ kind: 'close-early', ticker });
    await expect(positionOf(desk, ticker)).toHaveAttribute(
      'data-state',
      /awaiting-settlement|settled/,
      QUICK,
    );
  }).toPass({ timeout: OFFERS_MS });
});
