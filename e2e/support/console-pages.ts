// Every page of the console for specs that go through all of them: a new page is one line here. Out: path and its panels.
import { expect, type Page } from 'playwright/test';

export interface PageUnderTest {
  readonly name: string;
  readonly path: string;
  /** What must be on it, by test id or element id, before it counts as there. */
  readonly ready: string;
}

/** Signed in. The page of one decision is found from the list: its address is new in every run. */
export const CONSOLE_PAGES: readonly PageUnderTest[] = [
  { name: 'desk', path: '/', ready: '[data-testid="ladder-row"]' },
  { name: 'decisions', path: '/decisions', ready: '[data-testid="decision-line"]' },
  { name: 'orders', path: '/orders', ready: '[data-testid="orders-page"]' },
  { name: 'pnl', path: '/pnl', ready: '#positions' },
  { name: 'risk', path: '/risk', ready: '#uses' },
  { name: 'health', path: '/health', ready: '[data-testid="health-feed"]' },
  { name: 'models', path: '/models', ready: '[data-testid="model-line"]' },
  { name: 'time machine', path: '/replay', ready: '[data-testid="replay-page"]' },
  { name: 'settings', path: '/settings', ready: '#system' },
  { name: 'audit', path: '/audit', ready: '[data-testid="audit-page"]' },
];

/** Opens one of them and waits until it is drawn. */
export async function openPage(page: Page, { path, ready }: PageUnderTest): Promise<void> {
  await page.goto(path);
  await expect(page.locator('html')).toHaveAttribute('data-link', 'up', { timeout: 20_000 });
  await expect(page.getByTestId('kill-button')).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(ready).first()).toBeAttached({ timeout: 20_000 });
}

export type Theme = 'dark' | 'light';

/** The theme is a choice of this browser, drawn before the first paint of the next page. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(
    ([key, chosen]) => {
      const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
      localStorage.setItem(key, JSON.stringify({ ...Object(stored), theme: chosen }));
    },
    ['voltage.choices', theme] as const,
  );
}
