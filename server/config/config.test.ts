// Every variable's good and bad values, unknown names, and all problems in one go.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { loadLimits } from './limits-file.ts';

const LIVE_WORDS = 'real money is at risk';

function limitsOf(text: string): ReturnType<typeof loadLimits> {
  const directory = mkdtempSync(join(tmpdir(), 'limits-'));
  try {
    const file = join(directory, 'limits.json');
    writeFileSync(file, text);
    return loadLimits(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function problemsOf(environment: Readonly<Record<string, string>>): string {
  const parsed = parseConfig(environment);
  return parsed.ok ? '' : parsed.error;
}

describe('configuration', () => {
  test('an empty environment is a simulated desk on this machine', () => {
    const parsed = parseConfig({ PATH: '/bin', HOME: '/root' });
    expect(parsed).toMatchObject({
      ok: true,
      value: { mode: 'sim', host: '127.0.0.1', port: 3000 },
    });
  });

  test.each([
    ['VOLTAGE_MODE', ['sim'], ['SIM', 'simulator', '']],
    ['VOLTAGE_PORT', ['1', '65535'], ['0', '65536', '3000.5', '0x10', '-1', ' 3000', '']],
    ['VOLTAGE_HOST', ['127.0.0.1', 'localhost'], ['a b', 'http://x', '']],
    [
      'VOLTAGE_ORIGIN',
      ['https://desk.example', 'http://localhost:3000'],
      ['https://desk.example/', 'ftp://x', 'desk'],
    ],
    ['VOLTAGE_DATABASE_URL', ['postgresql://u:p@h/d'], ['mysql://u:p@h/d', 'nonsense']],
    ['VOLTAGE_KRAKEN_DEPTH', ['10', '1000'], ['11', '25.0', '0x19', '']],
    ['VOLTAGE_SIM_SEED', ['0', '7'], ['-1', '1.5', 'x']],
    ['VOLTAGE_OPERATOR_MINUTES', ['0', '15'], ['-1', '1441', '']],
    ['VOLTAGE_JOURNAL_MB', ['16'], ['15', '']],
    ['VOLTAGE_LOG_LEVEL', ['debug'], ['verbose']],
    ['VOLTAGE_LIMITS_FILE', ['limits.json'], ['']],
    ['VOLTAGE_METRICS_TOKEN', ['x'.repeat(24)], ['short', `${'x'.repeat(24)} y`, '']],
  ])('%s takes %j and refuses %j by name', (name, good, bad) => {
    for (const value of good) expect(problemsOf({ [name]: value })).toBe('');
    for (const value of bad) expect(problemsOf({ [name]: value })).toContain(name);
  });

  test('a misspelt name is an error with the likely meaning', () => {
    expect(problemsOf({ VOLTAGE_PROT: '3000' })).toContain('did you mean VOLTAGE_PORT');
  });

  test('all problems are told together, one a line', () => {
    const text = problemsOf({ VOLTAGE_PORT: 'x', VOLTAGE_MODE: 'y', VOLTAGE_NONE: '1' });
    expect(text.split('\n')).toHaveLength(3);
  });

  test('live needs its own words and keys, and its words need live', () => {
    expect(problemsOf({ VOLTAGE_MODE: 'live' })).toContain('VOLTAGE_LIVE');
    expect(problemsOf({ VOLTAGE_MODE: 'live' })).toContain('VOLTAGE_KALSHI_KEY_ID');
    expect(problemsOf({ VOLTAGE_LIVE: LIVE_WORDS })).toContain('one of the two is a mistake');
    expect(problemsOf({ VOLTAGE_MODE: 'live', VOLTAGE_LIVE: 'yes' })).toContain('VOLTAGE_LIVE');
    expect(problemsOf({ VOLTAGE_MODE: 'demo' })).toContain('VOLTAGE_KALSHI_DEMO_KEY_FILE');
  });

  test('F38 each exchange has keys of its own: a real key starts no demo, a demo key nothing real', () => {
    const real = { VOLTAGE_KALSHI_KEY_ID: 'a1b2c3d4', VOLTAGE_KALSHI_KEY_FILE: '/real.pem' };
    const demo = {
      VOLTAGE_KALSHI_DEMO_KEY_ID: 'd1d2d3d4',
      VOLTAGE_KALSHI_DEMO_KEY_FILE: '/demo.pem',
    };
    const live = { VOLTAGE_MODE: 'live', VOLTAGE_LIVE: LIVE_WORDS };
    expect(problemsOf({ VOLTAGE_MODE: 'demo', ...real })).toContain('VOLTAGE_KALSHI_DEMO_KEY_ID');
    expect(problemsOf({ VOLTAGE_MODE: 'paper', ...demo })).toContain('VOLTAGE_KALSHI_KEY_ID');
    expect(problemsOf({ ...live, ...demo })).toContain('VOLTAGE_KALSHI_KEY_ID');
    expect(problemsOf({ VOLTAGE_MODE: 'demo', ...real, ...demo })).toBe('');
    expect(problemsOf({ ...live, ...real, ...demo })).toBe('');
    const same = { ...demo, VOLTAGE_KALSHI_DEMO_KEY_ID: real.VOLTAGE_KALSHI_KEY_ID };
    expect(problemsOf({ ...real, ...same })).toContain('same key id');
    const sameFile = { ...demo, VOLTAGE_KALSHI_DEMO_KEY_FILE: real.VOLTAGE_KALSHI_KEY_FILE };
    expect(problemsOf({ ...real, ...sameFile })).toContain('same key file');
  });

  test('a password does not cross a network in the clear, and is never repeated in an error', () => {
    const keys = {
      VOLTAGE_KALSHI_DEMO_KEY_ID: 'a1b2c3d4',
      VOLTAGE_KALSHI_DEMO_KEY_FILE: '/key.pem',
    };
    expect(problemsOf({ VOLTAGE_HOST: '0.0.0.0' })).toContain('VOLTAGE_ORIGIN');
    expect(
      problemsOf({ VOLTAGE_MODE: 'demo', ...keys, VOLTAGE_ORIGIN: 'http://10.0.0.5:3000' }),
    ).toContain('https');
    expect(problemsOf({ VOLTAGE_DATABASE_URL: 'postgres//u:hunter2@h' })).not.toContain('hunter2');
  });
});

describe('limits file', () => {
  test('given fields replace the defaults, in dollars and contracts', () => {
    const limits = limitsOf('{"maxDayLoss": 12.5, "maxOrderCount": 3, "version": 2}');
    expect(limits).toMatchObject({
      ok: true,
      value: {
        maxDayLoss: 12_500_000,
        maxOrderCount: 300,
        version: 2,
        minConfidence: 0.5,
        blackouts: [],
      },
    });
  });

  test('scheduled events are read as instants, offsets included', () => {
    const limits = limitsOf(
      '{"blackouts": [{"from": "2026-12-09T14:00:00-05:00", "to": "2026-12-09T19:45:00Z", "label": "FOMC"}]}',
    );
    const at = Date.UTC(2026, 11, 9, 19);
    expect(limits).toMatchObject({
      ok: true,
      value: { blackouts: [{ from: at, to: at + 45 * 60_000, label: 'FOMC' }] },
    });
  });

  test('how far the calendar is known is an instant, and nobody has looked where it is not given', () => {
    const limits = limitsOf('{"calendarUntil": "2026-12-31T23:59:00Z", "priceCollar": 0.1}');
    const value = { calendarUntil: Date.UTC(2026, 11, 31, 23, 59), priceCollar: 1_000 };
    expect(limits).toMatchObject({ ok: true, value });
    expect(limitsOf('{}')).toMatchObject({
      value: { calendarUntil: null, priceCollar: 2_000, version: 1 },
    });
  });

  test.each([
    ['{"calendarUntil": "31.12.2026"}', 'calendarUntil'],
    ['{"calendarUntil": null}', 'calendarUntil'],
    ['{"priceCollar": 2}', 'priceCollar'],
    [
      '{"blackouts": [{"from": "tomorrow", "to": "2026-12-09T19:45:00Z", "label": "CPI"}]}',
      'blackouts[0].from',
    ],
    [
      '{"blackouts": [{"from": "2026-12-09T19:00:00", "to": "2026-12-09T19:45:00Z", "label": "CPI"}]}',
      'blackouts[0].from',
    ],
    [
      '{"blackouts": [{"from": "2026-12-09T19:00:00Z", "to": "2026-12-09T19:00:00Z", "label": "CPI"}]}',
      'blackouts[0].to',
    ],
    [
      '{"blackouts": [{"from": "2026-12-09T19:00:00Z", "to": "2026-12-09T19:45:00Z"}]}',
      'blackouts[0].label',
    ],
    ['{"blackouts": {}}', 'blackouts'],
    ['{"maxDayLos": 1}', 'maxDayLos'],
    ['{"maxDayLoss": -1}', 'maxDayLoss'],
    ['{"maxDayLoss": "5"}', 'maxDayLoss'],
    ['{"kellyFraction": 0}', 'kellyFraction'],
    ['{"orderExpirySeconds": 121}', 'orderExpirySeconds'],
    ['{"maxOrderCount": 1e999}', 'maxOrderCount'],
    ['not json', 'not JSON'],
  ])('%s is refused and named', (text, named) => {
    const limits = limitsOf(text);
    expect(limits.ok ? '' : limits.error).toContain(named);
  });

  test('a file that is not there is an error, never the defaults', () => {
    expect(loadLimits('/no/such/file').ok).toBe(false);
  });
});
