// Which exchange a mode reaches, and with whose key.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { parseConfig } from '#server/config/config.ts';
import { realVenue } from './venue-plan.ts';

let folder = '';
let settings: Readonly<Record<string, string>> = {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-'));
  const fileOf = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, 'key', { mode: 0o600 });
    return path;
  };
  settings = {
    VOLTAGE_KALSHI_KEY_ID: 'aaaaaaaa',
    VOLTAGE_KALSHI_KEY_FILE: fileOf('real.pem'),
    VOLTAGE_KALSHI_DEMO_KEY_ID: 'dddddddd',
    VOLTAGE_KALSHI_DEMO_KEY_FILE: fileOf('demo.pem'),
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

const MODES = {
  demo: { VOLTAGE_MODE: 'demo' },
  live: { VOLTAGE_MODE: 'live', VOLTAGE_LIVE: 'real money is at risk' },
} as const;

const planOf = (mode: keyof typeof MODES) =>
  realVenue(unwrap(parseConfig({ ...settings, ...MODES[mode] })));

describe('the real venues', () => {
  test('F38 demo reaches demo hosts with the demo key, live the real ones with the real key, and their books differ', () => {
    const demo = unwrap(planOf('demo'));
    const live = unwrap(planOf('live'));
    for (const url of [demo.kalshiRestUrl, demo.kalshiWsUrl])
      expect(new URL(url).hostname).toMatch(/\.demo\.kalshi\.co$/);
    for (const url of [live.kalshiRestUrl, live.kalshiWsUrl])
      expect(new URL(url).hostname).toMatch(/\.kalshi\.com$/);
    expect([demo.keyId, live.keyId]).toEqual(['dddddddd', 'aaaaaaaa']);
    expect(demo.keyFile).toContain('demo.pem');
    expect(live.keyFile).toContain('real.pem');
    expect(demo.account).not.toBe(live.account);
  });

  test.runIf(process.platform !== 'win32')('I36 a key file that others can read is refused', () => {
    chmodSync(join(folder, 'demo.pem'), 0o640);
    const plan = planOf('demo');
    expect(plan.ok ? '' : plan.error).toContain('chmod 600');
  });
});
