// Finding a browser among made-up ones: small scripts that answer --version, or do not.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findChromium } from './browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'browsers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(path: string, text: string): string {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, `#!/bin/sh\n${text}\n`);
  chmodSync(whole, 0o755);
  return whole;
}

const find = (environment: Record<string, string>) =>
  findChromium({ mayInstall: false, onLine: () => undefined, environment });

describe.skipIf(process.platform === 'win32')('a browser', () => {
  test('named by the setting is taken', async () => {
    const path = script('set/any-name', 'echo Chromium 1');
    expect(await find({ VOLTAGE_CHROMIUM: path })).toEqual({ ok: true, value: path });
  });

  test('named wrongly is an error, not a reason to look elsewhere', async () => {
    const PATH = join(script('good/chromium', 'echo Chromium 1'), '..');
    const missing = await find({ VOLTAGE_CHROMIUM: '/nowhere', PATH });
    expect(missing).toMatchObject({ ok: false });
    const stub = script('stub/chromium', 'exit 1');
    expect(await find({ VOLTAGE_CHROMIUM: stub, PATH })).toMatchObject({ ok: false });
  });

  test('on the search path is taken, past one that does not start', async () => {
    const broken = script('first/chromium', 'echo install me with snap; exit 1');
    const good = script('second/google-chrome', 'echo Google Chrome 1');
    const PATH = [join(broken, '..'), join(good, '..')].join(delimiter);
    expect(await find({ PATH })).toEqual({ ok: true, value: good });
  });
});
