// Offers on the desk: wait for one, answer it, follow it to its order. In: a page. Out: how each ended.
import { expect, type Locator, type Page, test } from 'playwright/test';
import { wallMs } from '#lib/domain/instant.ts';
import { mayStillFill } from '#lib/domain/order.ts';
import { unwrap } from '#lib/result.ts';
import type { TopicRows } from '#lib/wire/topics.ts';
import type { ApprovalRow, OrderRow } from '#lib/wire/trade-rows.ts';
import { askTopic } from '#server/cli/ask.ts';
import type { Runtime } from '#server/config/runtime.ts';
import { easternTime } from '#server/core/4-gate/us-eastern.ts';
import { createVenue, type Venue } from './venue.ts';

/**
 * So wrong are the makers while an offer is waited for, deviations of the settlement mean: a world of luck proves
 * nothing. They turn now and then: makers that lean one way for long offer the same few trades.
 */
const MAKER_LEAN = 1;
const LEAN_MS = 25_000;
/** A fresh world needs about a minute of prices before its first offer; around a close there is nothing to offer. */
const OFFER_WITHIN_MS = 180_000;
/** What a test that needs an offer may take: its wait, twice in the worst case, and what it proves. */
export const WITH_OFFERS_MS = 2 * OFFER_WITHIN_MS + 60_000;
/** A wait for an offer that is repeated until it proves something. */
export const OFFERS_MS = OFFER_WITHIN_MS + 60_000;
/** The answer is on the desk before the order it made. */
const ORDER_WITHIN_MS = 3_000;
const FILL_WITHIN_MS = 180_000;
const PATIENCE_MS = 20_000;
const MOST_TRIES = 25;

export interface Offer {
  readonly id: string;
  /** Its place in the rail, there until a while after its end. */
  readonly seat: Locator;
  /** The whole of it, once it is in front. */
  readonly card: Locator;
}

function seatOf(page: Page, id: string): Locator {
  return page.locator(`[data-testid="approval-seat"][data-approval-id="${id}"]`);
}

export function cardOf(page: Page, id: string): Locator {
  return page.locator(`[data-testid="approval-card"][data-approval-id="${id}"]`);
}

type Wanted = (row: ApprovalRow) => boolean;

const ANY: Wanted = () => true;

/** An offer that rests when it is approved. */
const QUOTE: Wanted = ({ postOnly }) => postOnly;

/** Thursday 02:57 to 05:00 in New York the gate allows no entry, and rightly so: nothing can be offered then. */
function skipWeeklyPause(): void {
  const { weekday, minuteOfDay } = easternTime(wallMs(Date.now()));
  const isPause = weekday === 4 && minuteOfDay >= 2 * 60 + 57 && minuteOfDay < 5 * 60;
  test.skip(isPause, 'the weekly pause of the exchange');
}

/** The newest wanted offer that waits, brought to the front; waits for one. */
export async function nextOffer(
  page: Page,
  runtime: () => Runtime,
  wanted: Wanted = ANY,
): Promise<Offer> {
  return untilOffer(page, runtime, async (row) => {
    if (!wanted(row) || !(await seatOf(page, row.id).isVisible())) return false;
    await bringForward(page, row.id);
    return true;
  });
}

/** The newest offer that waits in a seat one can see; nothing is pressed. */
export function waitingOffer(page: Page, runtime: () => Runtime): Promise<Offer> {
  return untilOffer(page, runtime, ({ id }) => seatOf(page, id).isVisible());
}

/** Waits for an offer that `take` takes, the newest first, while the makers lean this way and that. */
async function untilOffer(
  page: Page,
  runtime: () => Runtime,
  take: (row: ApprovalRow) => Promise<boolean>,
): Promise<Offer> {
  skipWeeklyPause();
  const startedAt = Date.now();
  let id = '';
  let lean: number | null = null;
  await expect(async () => {
    const turns = Math.floor((Date.now() - startedAt) / LEAN_MS);
    const deviations = turns % 2 === 0 ? MAKER_LEAN : -MAKER_LEAN;
    if (deviations !== lean) await createVenue(runtime).fault({ kind: 'maker-lean', deviations });
    lean = deviations;
    const rows = Object.values(await rowsOf(runtime(), 'approvals'));
    const pending = rows.filter((row) => row.state === 'pending');
    for (const row of pending.toSorted((left, right) => right.raisedAt - left.raisedAt)) {
      if (!(await take(row))) continue;
      id = row.id;
      return;
    }
    throw new Error(
      `none of ${pending.length} waiting offers is wanted: ${await whyNone(runtime())}`,
    );
  }).toPass({ timeout: OFFER_WITHIN_MS, intervals: [200] });
  return { id, seat: seatOf(page, id), card: cardOf(page, id) };
}

/** Presses an offer's seat, as one does to read or answer it. */
export async function bringForward(page: Page, id: string): Promise<void> {
  await seatOf(page, id).click({ timeout: 3_000 });
  await expect(cardOf(page, id)).toBeVisible({ timeout: 2_000 });
}

/** How an offer ended: approved, vetoed, expired, refused or withdrawn. */
export async function ending(offer: Offer, timeout = 10_000): Promise<string> {
  await expect(offer.seat).toHaveAttribute('data-state', /^(?!pending)/, { timeout });
  return (await offer.seat.getAttribute('data-state')) ?? 'gone';
}

/** Every order the engine made of one approval. */
export async function ordersOf(runtime: Runtime, approvalId: string): Promise<readonly OrderRow[]> {
  const orders = await rowsOf(runtime, 'orders');
  return Object.values(orders).filter((row) => row.approvalId === approvalId);
}

/** The order of an approval just given; null when the gate made none at the last look. */
async function orderOf(runtime: Runtime, approvalId: string): Promise<OrderRow | null> {
  const until = Date.now() + ORDER_WITHIN_MS;
  for (;;) {
    const [order] = await ordersOf(runtime, approvalId);
    if (order !== undefined || Date.now() > until) return order ?? null;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the system itself says: one sentence a verdict, the commonest first. */
async function whyNone(runtime: Runtime): Promise<string> {
  const said = Object.values(await rowsOf(runtime, 'decisions')).map(({ sentence }) => sentence);
  const times = new Map<string, number>();
  for (const each of said) times.set(each, (times.get(each) ?? 0) + 1);
  return [...times]
    .toSorted(([, left], [, right]) => right - left)
    .map(([sentence, count]) => `${count} × ${sentence}`)
    .join(' | ');
}

/** One topic of the engine as it stands. */
async function rowsOf<Name extends 'orders' | 'approvals' | 'decisions'>(
  runtime: Runtime,
  topic: Name,
): Promise<Readonly<Record<string, TopicRows[Name]>>> {
  const table = unwrap(await askTopic(runtime, topic, 10_000));
  return table.rows as Readonly<Record<string, TopicRows[Name]>>;
}

/**
 * Approves offers until one becomes an order, and returns that order. An offer whose price has gone meanwhile is
 * refused by the gate at the last look: the next one is tried, as an operator would.
 */
export async function approveOne(page: Page, runtime: () => Runtime, wanted: Wanted = ANY) {
  const tries: string[] = [];
  while (tries.length < MOST_TRIES) {
    const offer = await nextOffer(page, runtime, wanted);
    const button = offer.card.getByTestId('approval-approve');
    const isPressed = await button.click({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    const state = isPressed ? await ending(offer) : 'gone';
    tries.push(state);
    const order = state === 'approved' ? await orderOf(runtime(), offer.id) : null;
    if (order !== null) return { offer, order, tries };
  }
  throw new Error(`no offer became an order: ${tries.join(', ')}`);
}

/** Approves quotes until one rests at the venue. */
export async function restOne(page: Page, venue: Venue, runtime: () => Runtime): Promise<void> {
  await expect(async () => {
    await approveOne(page, runtime, QUOTE);
    await expect
      .poll(async () => (await venue.state()).trader.restingOrders.length, { timeout: 2_000 })
      .toBeGreaterThan(0);
  }).toPass({ timeout: OFFERS_MS });
}

/**
 * Approves offers until one fills, and waits until the desk shows the position. A quote rests until somebody trades
 * against it, so the public is made to; one that is pulled first is given up for the next offer.
 * Markets with a ticker `preferred` are waited for a while.
 */
export async function takePosition(
  page: Page,
  venue: Venue,
  runtime: () => Runtime,
  preferred: (ticker: string) => boolean = () => true,
) {
  const startedAt = Date.now();
  const wanted = ({ ticker }: ApprovalRow) =>
    preferred(ticker) || Date.now() > startedAt + PATIENCE_MS;
  while (Date.now() < startedAt + FILL_WITHIN_MS) {
    const { offer, order, tries } = await approveOne(page, runtime, wanted);
    let now: OrderRow = order;
    while (now.filled === 0 && mayStillFill(now.state)) {
      await venue.burst(order.ticker, 5);
      now = (await ordersOf(runtime(), offer.id))[0] ?? order;
    }
    if (now.filled === 0) continue;
    await expect(positionOf(page, order.ticker)).toHaveAttribute('data-state', 'open');
    return { order, tries };
  }
  throw new Error(`nothing was filled within ${FILL_WITHIN_MS} ms`);
}

/** Of its markets there are many: one that closes leaves others to trade. The exchange pays it minutes after its close. */
export const isHourly = (ticker: string): boolean => !isQuarterly(ticker);

/** The only one of its quarter of an hour. The exchange pays it seconds after its close. */
export const isQuarterly = (ticker: string): boolean => ticker.startsWith('KXBTC15M');

export function positionOf(page: Page, ticker: string): Locator {
  return page.locator(`[data-testid="position-row"][data-ticker="${ticker}"]`);
}
