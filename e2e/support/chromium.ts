// Which browser runs the tests and how. In: VOLTAGE_CHROMIUM or what is installed. Out: launch options.
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const QUIET = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Launch options for Chromium; without a path Playwright looks for its own download. */
export function browserOptions() {
  const path = process.env['VOLTAGE_CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...QUIET] : QUIET;
  return { args, ...(path === undefined ? {} : { executablePath: path }) };
}
