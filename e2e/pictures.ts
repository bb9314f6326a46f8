// Pictures of every page on the running system: dark, light, phone. `npm run pictures` writes them anew, half size, as WebP.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { CONSOLE_PAGES, openPage, setTheme, type Theme } from './support/console-pages.ts';
import { PHONE, untilPriced } from './support/desk.ts';
import { expect, test } from './support/test.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'screenshots', 'pages');
const SCALE = 0.6;
const QUALITY = 45;
/** Long enough for charts and figures to be there. */
const SETTLE_MS = 2_000;
/** All of them together: a repository is no album. */
const MOST_BYTES = 700_000;

const LOOKS: readonly {
  readonly name: string;
  readonly theme: Theme;
  readonly screen: Record<string, unknown>;
}[] = [
  { name: 'dark', theme: 'dark', screen: {} },
  { name: 'light', theme: 'light', screen: {} },
  { name: 'phone', theme: 'dark', screen: PHONE },
];

/** What is on screen now, as a small WebP. */
async function pictureOf(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { x: 0, y: 0, ...size, scale: SCALE },
  });
  await devtools.detach();
  return Buffer.from(data, 'base64');
}

test('pictures of every page', async ({ openDesk }) => {
  mkdirSync(FOLDER, { recursive: true });
  await untilPriced(await openDesk());
  let bytes = 0;
  for (const { name, theme, screen } of LOOKS) {
    const page = await openDesk(screen);
    await setTheme(page, theme);
    for (const each of CONSOLE_PAGES) {
      await openPage(page, each);
      await page.waitForTimeout(SETTLE_MS);
      const picture = await pictureOf(page);
      bytes += picture.length;
      writeFileSync(join(FOLDER, `${each.name}-${name}.webp`), picture);
    }
  }
  process.stdout.write(`${LOOKS.length * CONSOLE_PAGES.length} pictures, ${bytes} bytes\n`);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
