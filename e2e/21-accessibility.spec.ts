// axe on every page and on what opens over the desk: nothing serious, fresh and greyed, dark and light, monitor and phone.
import type { Page } from 'playwright/test';
import { expectAccessible, expectStillAccessible } from './support/axe.ts';
import { CONSOLE_PAGES, openPage } from './support/console-pages.ts';
import { ensureArmed, expectTrading, PHONE, untilLive, untilPriced } from './support/desk.ts';
import { type LineSwitch, switchLine } from './support/line-switch.ts';
import { expect, test } from './support/test.ts';

const MONITOR = { width: 1440, height: 900 };
const LIGHT = { themes: ['light'], rules: 'colours' } as const;
const BOTH = { themes: ['dark', 'light'], rules: 'colours' } as const;
const WHOLE = { themes: ['dark'], rules: 'all' } as const;

/** One page in all its looks: fresh and cut off, on a monitor and as wide as a phone, dark and light. */
async function judge(page: Page, name: string, line: LineSwitch): Promise<void> {
  await expectAccessible(page, name);
  await expectStillAccessible(page, name, LIGHT);
  await page.setViewportSize(PHONE.viewport);
  await expectStillAccessible(page, `${name} on a phone`, WHOLE);
  await expectStillAccessible(page, `${name} on a phone`, LIGHT);
  await line.cut();
  await expectStillAccessible(page, `${name} on a phone, cut off`, BOTH);
  await page.setViewportSize(MONITOR);
  await expectStillAccessible(page, `${name}, cut off`, BOTH);
  line.mend();
}

/** The page of the newest stored decision. */
async function openDecision(page: Page): Promise<void> {
  await page.goto('/decisions');
  const link = page.getByTestId('decision-line').getByRole('link').first();
  await page.goto((await link.getAttribute('href', { timeout: 20_000 })) ?? '');
  await expect(page.getByTestId('decision-sentence')).toBeVisible({ timeout: 20_000 });
}

test('I35 no page has a serious axe finding, fresh or cut off, dark or light, on a monitor or a phone', async ({
  desk: page,
}) => {
  test.setTimeout(240_000);
  await untilPriced(page);
  const line = await switchLine(page);
  for (const each of CONSOLE_PAGES) {
    await openPage(page, each);
    await judge(page, each.name, line);
  }
  await openDecision(page);
  await judge(page, 'a decision', line);
});

/** What lies behind was judged with its page. */
const DIALOG = '[role="dialog"], [role="alertdialog"]';

interface Overlay {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
  /** By test id: what shows that it is there, and then that it is gone. */
  readonly shows: string;
}

async function openMenu(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('command-menu')).toBeVisible();
}

/** What opens over the desk; Esc closes each. A new dialog is one entry here. */
const OVERLAYS: readonly Overlay[] = [
  { name: 'the command menu', open: openMenu, shows: 'command-menu' },
  {
    name: 'the list of hotkeys',
    async open(page) {
      await openMenu(page);
      await page.keyboard.type('hotkeys');
      await page.keyboard.press('Enter');
    },
    shows: 'hotkey-dialog',
  },
  {
    name: 'the password form',
    async open(page) {
      await page.getByTestId('operator-menu').click();
      await page.getByTestId('password-open').click();
    },
    shows: 'password-next',
  },
  {
    name: 'the levels of the kill',
    open: (page) => page.getByTestId('kill-levels').click(),
    shows: 'last-drill',
  },
  {
    name: 'a ticket',
    open: (page) => page.keyboard.press('Control+Enter'),
    shows: 'ticket',
  },
];

test('sign-in and all that opens over the desk has no serious axe finding, dark or light', async ({
  browser,
  openDesk,
  system,
}) => {
  test.setTimeout(90_000);
  const elsewhere = await browser.newContext();
  const door = await elsewhere.newPage();
  await door.goto(`${system.origin}/sign-in`);
  await expect(door.getByTestId('login-password')).toBeVisible();
  await expectAccessible(door, 'sign-in');
  await expectStillAccessible(door, 'sign-in', LIGHT);
  await elsewhere.close();

  const page = await openDesk();
  for (const { name, open, shows } of OVERLAYS) {
    await open(page);
    await expect(page.getByTestId(shows)).toBeVisible();
    await expectAccessible(page, name, DIALOG);
    await expectStillAccessible(page, name, { ...BOTH, part: DIALOG });
    await page.keyboard.press('Escape');
    await expect(page.getByTestId(shows)).toBeHidden();
  }
});

test('the dialog that arms real money has no serious axe finding and starts on Cancel', async ({
  openDesk,
}) => {
  const page = await openDesk();
  await ensureArmed(page);
  await page.getByTestId('pause-button').click();
  await expectTrading(page, 'paused');
  // Live mode is locked: this page alone is told that it is live. Nothing is sent.
  await page.routeWebSocket(/socket\.io/, (line) => {
    const server = line.connectToServer();
    server.onMessage((message) =>
      line.send(
        typeof message === 'string' ? message.replaceAll('"mode":"sim"', '"mode":"live"') : message,
      ),
    );
  });
  await page.goto('/');
  await untilLive(page);
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'live');
  await page.getByTestId('arm-button').click();
  await expect(page.getByTestId('arm-confirm')).toBeVisible();
  await expect(page.locator('[data-cancel]')).toBeFocused();
  await expectAccessible(page, 'arming real money', DIALOG);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('arm-confirm')).toBeHidden();
  await expectTrading(page, 'paused');
});
