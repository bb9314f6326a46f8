// What a browser is told of the configuration: every row true, and nothing that opens a door.
import { describe, expect, test } from 'vitest';
import type { Runtime } from '#server/config/runtime.ts';
import { maskedKeyId, runningSettings } from './running-settings.ts';

const SECRETS = ['m4rk3d-engine-token', 'm4rk3d-watchdog-token', 'm4rk3d-admin', 'm4rk3d-word'];
const KEY_ID = 'a1b2c3d4-0000-4000-8000-00000000beef';

const RUNTIME: Runtime = {
  ...{ build: 'b-1', mode: 'paper', home: '/home/desk/.voltage', supervisorPid: 7, startedAt: 1 },
  logLevel: 'info',
  engine: { port: 1, token: SECRETS[0] ?? '' },
  watchdog: { port: 2, token: SECRETS[1] ?? '' },
  gateway: { host: '127.0.0.1', port: 3000, origin: 'http://127.0.0.1:3000', dev: false },
  databaseUrl: `postgresql://desk:${SECRETS[3]}@localhost:5432/voltage`,
  venue: {
    krakenUrl: 'wss://ws.kraken.com/v2',
    krakenRestUrl: 'https://api.kraken.com',
    krakenDepth: 25,
    kalshiRestUrl: 'https://api.elections.kalshi.com/trade-api/v2',
    kalshiWsUrl: 'wss://api.elections.kalshi.com/trade-api/ws/v2',
    keyId: KEY_ID,
    keyFile: '/home/desk/keys/m4rk3d.pem',
    shard: 0,
    account: `kalshi-paper-${KEY_ID}`,
  },
  simulator: { adminUrl: 'http://127.0.0.1:9', adminToken: SECRETS[2] ?? '' },
  journal: { directory: '/home/desk/.voltage/journal', budgetBytes: 2_048 * 1_048_576 },
  limitsFile: null,
  operatorMinutes: 15,
};

function settingOf(runtime: Runtime, name: string): string | undefined {
  return runningSettings(runtime).find((row) => row.name === name)?.value;
}

describe('the configuration as a browser is told', () => {
  test('I9 no token, password, key id or key file leaves the server, in no mode', () => {
    for (const mode of ['sim', 'replay', 'paper', 'demo', 'live'] as const) {
      const text = JSON.stringify(runningSettings({ ...RUNTIME, mode }));
      expect(text).not.toContain('m4rk3d');
      expect(text).not.toContain(KEY_ID.slice(0, 8));
      expect(text).not.toContain('desk:');
    }
  });

  test('a key is told apart by the end of its id, under the name of the exchange it belongs to', () => {
    expect(settingOf(RUNTIME, 'VOLTAGE_KALSHI_KEY_ID')).toBe('ends in beef');
    expect(settingOf({ ...RUNTIME, mode: 'demo' }, 'VOLTAGE_KALSHI_DEMO_KEY_ID')).toBe(
      'ends in beef',
    );
    expect(settingOf({ ...RUNTIME, mode: 'demo' }, 'VOLTAGE_KALSHI_KEY_ID')).toBeUndefined();
    expect(maskedKeyId('short-id')).toBe('set');
    expect(maskedKeyId('')).toBe('none');
  });

  test('values are those in force, and no name comes twice', () => {
    expect(settingOf(RUNTIME, 'VOLTAGE_JOURNAL_MB')).toBe('2048 MB');
    expect(settingOf(RUNTIME, 'VOLTAGE_DATABASE_URL')).toBe('PostgreSQL at localhost:5432');
    expect(settingOf(RUNTIME, 'VOLTAGE_OPERATOR_MINUTES')).toBe('15 minutes');
    expect(settingOf({ ...RUNTIME, operatorMinutes: 0 }, 'VOLTAGE_OPERATOR_MINUTES')).toBe(
      '0: never',
    );
    const names = runningSettings(RUNTIME).map((row) => row.name);
    expect(new Set(names).size).toBe(names.length);
  });
});
