// The doctor's verdicts at their borders, and its checks on made-up homes and keys. No network, no process.
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { editManifest, writeForeign } from '#server/adapters/onnx/testing/foreign-model.ts';
import { type Config, parseConfig } from '#server/config/config.ts';
import { clockVerdict } from './clock.ts';
import { examine, well } from './finding.ts';
import { diskVerdict, MACHINE_CHECKS } from './machine.ts';
import { SOFTWARE_CHECKS } from './software.ts';
import { VENUE_CHECKS } from './venue.ts';

const GB = 1e9;
const KEY_ID = 'a952bcbe-ec3b-4b5b-b8f9-11dae589608c';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function configWith(environment: Record<string, string>): Config {
  const parsed = parseConfig({ VOLTAGE_HOME: folder, ...environment });
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

async function say(name: string, environment: Record<string, string> = {}) {
  const check = [...VENUE_CHECKS, ...MACHINE_CHECKS].find((each) => each.name === name);
  if (!check) throw new Error(`no check ${name}`);
  return examine(check, configWith(environment));
}

function writeKey(text: string, mode: number): Record<string, string> {
  const path = join(folder, 'key.pem');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return {
    VOLTAGE_MODE: 'demo',
    VOLTAGE_KALSHI_DEMO_KEY_ID: KEY_ID,
    VOLTAGE_KALSHI_DEMO_KEY_FILE: path,
  };
}

const PEM = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

test.each([
  ['F86 less than one gigabyte', 0.9 * GB, 10 * GB, 'fail'],
  ['F86 less than a twentieth of a large disk', 4.9 * GB, 100 * GB, 'fail'],
  ['no room for the whole journal', 2.9 * GB, 10 * GB, 'warn'],
  ['room for everything', 3.1 * GB, 10 * GB, 'ok'],
])('%s', (_, freeBytes, totalBytes, state) => {
  expect(diskVerdict({ freeBytes, totalBytes, journalBytes: 2 * GB }).state).toBe(state);
});

test.each([
  ['F98 certainly wrong, fast', -1_700, 600, 'fail'],
  ['F98 certainly wrong, slow', 1_700, 600, 'fail'],
  ['perhaps wrong', 1_400, 600, 'warn'],
  ['right', -900, 600, 'ok'],
])('a clock that is %s', (_, offsetMs, errorMs, state) => {
  expect(clockVerdict(offsetMs, errorMs).state).toBe(state);
});

describe('key', () => {
  test('the simulator needs none', async () => {
    expect(await say('key')).toMatchObject({ state: 'ok', mend: null });
  });

  test('a private, readable key is named by its kind and never shown', async () => {
    const finding = await say('key', writeKey(PEM, 0o600));
    expect(finding).toMatchObject({ state: 'ok', text: 'ed25519, mode demo' });
  });

  test.runIf(process.platform !== 'win32')('a key that others can read fails', async () => {
    const finding = await say('key', writeKey(PEM, 0o644));
    expect(finding.state).toBe('fail');
    expect(finding.mend).toContain('chmod 600');
  });

  test('a file that is no key fails without quoting it', async () => {
    const finding = await say('key', writeKey('my secret words', 0o600));
    expect(finding.state).toBe('fail');
    expect(JSON.stringify(finding)).not.toContain('secret words');
  });

  test('a file that is not there fails', async () => {
    const settings = {
      ...writeKey(PEM, 0o600),
      VOLTAGE_KALSHI_DEMO_KEY_FILE: join(folder, 'none'),
    };
    expect((await say('key', settings)).state).toBe('fail');
  });
});

test('a mode this build cannot start fails with the reason', async () => {
  const real = { VOLTAGE_KALSHI_KEY_ID: 'a1b2c3d4', VOLTAGE_KALSHI_KEY_FILE: '/real.pem' };
  const settings = { ...real, VOLTAGE_MODE: 'paper' };
  expect(await say('mode', settings)).toMatchObject({ state: 'fail' });
  expect(await say('mode')).toMatchObject({ state: 'ok', text: 'sim' });
});

test('limits that do not parse fail by the name of their field', async () => {
  const path = join(folder, 'limits.json');
  writeFileSync(path, '{"maxOrdrCount": 1}');
  const finding = await say('limits', { VOLTAGE_LIMITS_FILE: path });
  expect(finding.state).toBe('fail');
  expect(finding.text).toContain('maxOrdrCount');
});

test('F85 limits of a mode with real orders want a calendar of scheduled events that has not ended', async () => {
  const path = join(folder, 'calendar.json');
  const settings = { VOLTAGE_MODE: 'demo', VOLTAGE_LIMITS_FILE: path };
  for (const [text, state] of [
    ['{}', 'warn'],
    ['{"calendarUntil": "2020-01-01T00:00:00Z"}', 'warn'],
    ['{"calendarUntil": "2999-01-01T00:00:00Z"}', 'ok'],
  ]) {
    writeFileSync(path, text ?? '');
    const finding = await say('limits', {
      ...settings,
      ...{ VOLTAGE_KALSHI_DEMO_KEY_ID: 'a1b2c3d4', VOLTAGE_KALSHI_DEMO_KEY_FILE: '/demo.pem' },
    });
    expect(finding.state).toBe(state);
  }
  expect(await say('limits')).toMatchObject({ state: 'ok' });
});

describe('home', () => {
  test('a private directory is well', async () => {
    chmodSync(folder, 0o700);
    expect(await say('home')).toMatchObject({ state: 'ok' });
  });

  test.runIf(process.platform !== 'win32')('one that others can list fails', async () => {
    chmodSync(folder, 0o755);
    expect(await say('home')).toMatchObject({ state: 'fail', mend: `chmod 700 ${folder}` });
  });

  test('one that is not there yet will be made', async () => {
    const finding = await say('home', { VOLTAGE_HOME: join(folder, 'a', 'b') });
    expect(finding).toMatchObject({ state: 'ok' });
  });
});

test('a check that throws is a failure with its words', async () => {
  const check = {
    name: 'odd',
    look: () => {
      if (folder !== '') throw new Error('library missing');
      return well('');
    },
  };
  expect(await examine(check, configWith({}))).toMatchObject({
    name: 'odd',
    state: 'fail',
    text: 'library missing',
  });
});

describe('models', () => {
  const models = SOFTWARE_CHECKS.find((each) => each.name === 'models');
  const look = async () => {
    if (models === undefined) throw new Error('no check models');
    return examine(models, configWith({}));
  };

  test('an added one stands beside the others', async () => {
    writeForeign(join(folder, 'models', 'my-model'));
    expect(await look()).toMatchObject({ state: 'ok', text: expect.stringContaining('my-model') });
  });

  test('F102 a refused added one is named, with how to be rid of it, and fails nothing', async () => {
    writeForeign(join(folder, 'models', 'my-model'));
    editManifest(join(folder, 'models', 'my-model'), (manifest) => {
      manifest['fileSha256'] = 'e'.repeat(64);
    });
    const { state, text, mend } = await look();
    expect(state).toBe('warn');
    expect(text).toContain('my-model: model.onnx has hash');
    expect(mend).toContain('npx voltage model remove my-model');
  });
});
