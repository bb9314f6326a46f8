// What an operator does on the desk, and what the desk shows. In: a signed-in page. Out: presses and expectations.
import { expect, type Page } from 'playwright/test';
import { PASSWORD } from './operator.ts';

/** The screen of a phone, for `openDesk`. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Waits until the page hears from the engine. */
export async function untilLive(page: Page): Promise<void> {
  await expect(page.getByTestId('connection-state')).toHaveAttribute('data-state', 'up', {
    timeout: 30_000,
  });
}

/** Waits for fair values: a fresh world needs a minute of prices before its first forecast. */
export async function untilPriced(page: Page): Promise<void> {
  const fair = page.getByTestId('ladder-fair').filter({ hasText: /\d/ });
  await expect(fair).not.toHaveCount(0, { timeout: 90_000 });
}

export async function expectTrading(page: Page, state: string, timeout = 10_000): Promise<void> {
  await expect(page.getByTestId('trading-state')).toHaveAttribute('data-state', state, { timeout });
}

export interface ReleaseWish {
  readonly reason: string;
  readonly password: string;
}

/** Opens the dialog, fills it and presses Release once; the answer is up to the caller. */
export async function askRelease(page: Page, wish: ReleaseWish): Promise<void> {
  const dialog = page.getByRole('alertdialog');
  if (!(await dialog.isVisible())) await page.getByTestId('release-open').click();
  await page.getByTestId('release-reason').fill(wish.reason);
  await page.getByTestId('release-password').fill(wish.password);
  await page.getByTestId('release-confirm').click();
}

/** Releases a confirmed kill as soon as the waiting time after it is over. */
export async function release(page: Page, reason = 'the drill is over'): Promise<void> {
  await expect(async () => {
    if (await page.getByTestId('kill-banner').isVisible())
      await askRelease(page, { reason, password: PASSWORD });
    await expect(page.getByTestId('kill-banner')).toBeHidden({ timeout: 2_000 });
  }).toPass({ timeout: 60_000, intervals: [500] });
}

/** Brings trading from wherever it stands to armed. */
export async function ensureArmed(page: Page): Promise<void> {
  const state = page.getByTestId('trading-state');
  await expect(state).not.toHaveAttribute('data-state', 'unknown');
  if ((await state.getAttribute('data-state')) === 'killed') await release(page);
  await expect(async () => {
    if ((await state.getAttribute('data-state')) !== 'armed')
      await page.getByTestId('arm-button').click({ timeout: 2_000 });
    await expectTrading(page, 'armed', 5_000);
  }).toPass({ timeout: 60_000 });
}

/** Resolves with the wall time at which `testId` is first in the document; start it before the cause. */
export function firstSight(page: Page, testId: string): Promise<number> {
  return page.evaluate((id) => {
    const isThere = () => document.querySelector(`[data-testid="${id}"]`) !== null;
    return new Promise<number>((resolve) => {
      const look = () => {
        if (!isThere()) return;
        watcher.disconnect();
        resolve(Date.now());
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document.body, { childList: true, subtree: true });
      look();
    });
  }, testId);
}

/** What the desk says of a lost engine, as the page itself saw it. */
export interface Outage {
  /** Wall time. */
  readonly at: number;
  readonly notice: string;
  readonly isArmable: boolean;
  readonly isPausable: boolean;
  readonly isKillable: boolean;
}

/** Resolves with the first look at a page that says it is cut off and is greyed; start it before the cause. */
export function watchOutage(page: Page): Promise<Outage> {
  return page.evaluate(() => {
    const find = (id: string) => document.querySelector(`[data-testid="${id}"]`);
    const isUsable = (id: string) => find(id)?.hasAttribute('disabled') === false;
    return new Promise<Outage>((resolve) => {
      const look = () => {
        const notice = find('link-banner')?.textContent ?? null;
        const isGreyed = document.documentElement.dataset['link'] === 'down';
        if (notice === null || !isGreyed) return;
        watcher.disconnect();
        resolve({
          at: Date.now(),
          notice,
          isArmable: isUsable('arm-button'),
          isPausable: isUsable('pause-button'),
          isKillable: isUsable('kill-button'),
        });
      };
      const watcher = new MutationObserver(look);
      const all = { childList: true, subtree: true, attributes: true };
      watcher.observe(document.documentElement, all);
      look();
    });
  });
}

/** Resolves with the wall time of the next press of `testId`, as the page itself saw it. */
export function nextPress(page: Page, testId: string): Promise<number> {
  return page.evaluate(
    (id) =>
      new Promise<number>((resolve) => {
        const button = document.querySelector(`[data-testid="${id}"]`);
        button?.addEventListener('click', () => resolve(Date.now()), { once: true, capture: true });
      }),
    testId,
  );
}
