// The one table of environment variables: name, meaning, default and parser. The README's table is checked against it.
import { isAbsolute, resolve } from 'node:path';
import { MODES, type Mode } from '#lib/domain/mode.ts';
import { fail, ok, type Result } from '#lib/result.ts';

export interface Variable<T> {
  readonly name: string;
  readonly meaning: string;
  /** Text shown in the README; the parser gets `undefined` when the variable is not set. */
  readonly byDefault: string;
  readonly parse: (text: string | undefined) => Result<T>;
}

/** Words that must be typed to start live mode: never a flag that can be set by accident. */
const LIVE_WORDS = 'real money is at risk';

function whole(
  name: string,
  fallback: number,
  range: readonly [number, number],
): Variable<number>['parse'] {
  return (text) => {
    if (text === undefined) return ok(fallback);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < range[0] || value > range[1])
      return fail(`${name}="${text}" is not a whole number within ${range[0]}…${range[1]}`);
    return ok(value);
  };
}

function oneOf<T extends string>(
  name: string,
  allowed: readonly T[],
  fallback: T,
): Variable<T>['parse'] {
  return (text) => {
    if (text === undefined) return ok(fallback);
    const found = allowed.find((each) => each === text);
    return found ? ok(found) : fail(`${name}="${text}" is not one of ${allowed.join(', ')}`);
  };
}

function optionalUrl(name: string, protocols: readonly string[]): Variable<string | null>['parse'] {
  return (text) => {
    if (text === undefined) return ok(null);
    // The text is not repeated: it may hold a password.
    if (!URL.canParse(text)) return fail(`${name} is not a URL`);
    if (!protocols.includes(new URL(text).protocol))
      return fail(`${name} must start with ${protocols.join(' or ')}`);
    return ok(text);
  };
}

function optionalText(name: string, pattern: RegExp): Variable<string | null>['parse'] {
  return (text) => {
    if (text === undefined) return ok(null);
    return pattern.test(text)
      ? ok(text)
      : fail(`${name}="${text}" does not look right (${pattern.source})`);
  };
}

function path(fallback: string): Variable<string>['parse'] {
  return (text) => ok(resolve(text && text.length > 0 ? text : fallback));
}

function optionalFile(name: string): Variable<string | null>['parse'] {
  return (text) => {
    if (text === undefined) return ok(null);
    return text.length === 0
      ? fail(`${name} is set but empty`)
      : ok(isAbsolute(text) ? text : resolve(text));
  };
}

const POSTGRES = ['postgres:', 'postgresql:'];

export const VARIABLES = {
  mode: {
    name: 'VOLTAGE_MODE',
    meaning:
      'Where prices come from and where orders go: sim, paper, demo or live (replay has its own command)',
    byDefault: 'sim',
    parse: oneOf<Mode>('VOLTAGE_MODE', MODES, 'sim'),
  },
  home: {
    name: 'VOLTAGE_HOME',
    meaning: 'Directory of all run-time state: database, journal, kill latch, logs',
    byDefault: '.voltage in the project',
    parse: path('.voltage'),
  },
  host: {
    name: 'VOLTAGE_HOST',
    meaning:
      'Address the console listens on; any but this machine itself needs VOLTAGE_ORIGIN, https outside sim',
    byDefault: '127.0.0.1',
    parse: (text): Result<string> =>
      text === undefined || /^[\w.:-]+$/.test(text)
        ? ok(text ?? '127.0.0.1')
        : fail(`VOLTAGE_HOST="${text}" is not a host name or address`),
  },
  port: {
    name: 'VOLTAGE_PORT',
    meaning: 'Port of the console',
    byDefault: '3000',
    parse: whole('VOLTAGE_PORT', 3000, [1, 65_535]),
  },
  origin: {
    name: 'VOLTAGE_ORIGIN',
    meaning: 'Exact origin browsers use, when a TLS proxy stands in front (https://desk.example)',
    byDefault: 'http://HOST:PORT',
    parse: optionalUrl('VOLTAGE_ORIGIN', ['http:', 'https:']),
  },
  databaseUrl: {
    name: 'VOLTAGE_DATABASE_URL',
    meaning: 'An external PostgreSQL instead of the embedded one',
    byDefault: 'embedded',
    parse: optionalUrl('VOLTAGE_DATABASE_URL', POSTGRES),
  },
  kalshiKeyId: {
    name: 'VOLTAGE_KALSHI_KEY_ID',
    meaning: 'Kalshi API key id of the real exchange (paper, live)',
    byDefault: 'none',
    parse: optionalText('VOLTAGE_KALSHI_KEY_ID', /^[0-9a-fA-F-]{8,64}$/),
  },
  kalshiKeyFile: {
    name: 'VOLTAGE_KALSHI_KEY_FILE',
    meaning: 'File with the private key of that id, PEM, mode 0600',
    byDefault: 'none',
    parse: optionalFile('VOLTAGE_KALSHI_KEY_FILE'),
  },
  kalshiDemoKeyId: {
    name: 'VOLTAGE_KALSHI_DEMO_KEY_ID',
    meaning: "Key id of Kalshi's demo exchange (demo, conformance, drill)",
    byDefault: 'none',
    parse: optionalText('VOLTAGE_KALSHI_DEMO_KEY_ID', /^[0-9a-fA-F-]{8,64}$/),
  },
  kalshiDemoKeyFile: {
    name: 'VOLTAGE_KALSHI_DEMO_KEY_FILE',
    meaning: 'File with the private key of that demo id, PEM, mode 0600',
    byDefault: 'none',
    parse: optionalFile('VOLTAGE_KALSHI_DEMO_KEY_FILE'),
  },
  krakenDepth: {
    name: 'VOLTAGE_KRAKEN_DEPTH',
    meaning: 'Levels a side of the Kraken book: 10, 25, 100, 500 or 1000',
    byDefault: '25',
    parse: (text): Result<number> => {
      const depth = text ?? '25';
      return ['10', '25', '100', '500', '1000'].includes(depth)
        ? ok(Number(depth))
        : fail(`VOLTAGE_KRAKEN_DEPTH="${text}" is not one of 10, 25, 100, 500, 1000`);
    },
  },
  limitsFile: {
    name: 'VOLTAGE_LIMITS_FILE',
    meaning: 'JSON file with risk limits that replace the defaults field by field',
    byDefault: 'built-in limits',
    parse: optionalFile('VOLTAGE_LIMITS_FILE'),
  },
  simSeed: {
    name: 'VOLTAGE_SIM_SEED',
    meaning: 'Seed of the simulated world',
    byDefault: '1',
    parse: whole('VOLTAGE_SIM_SEED', 1, [0, 2 ** 31]),
  },
  operatorMinutes: {
    name: 'VOLTAGE_OPERATOR_MINUTES',
    meaning:
      'Entries pause when no console was open, or no offer answered, for this long; 0: never',
    byDefault: '15',
    parse: whole('VOLTAGE_OPERATOR_MINUTES', 15, [0, 1_440]),
  },
  journalMegabytes: {
    name: 'VOLTAGE_JOURNAL_MB',
    meaning: 'Disk budget of the journal in MB; the oldest segments go first',
    byDefault: '2048',
    parse: whole('VOLTAGE_JOURNAL_MB', 2048, [16, 1_000_000]),
  },
  logLevel: {
    name: 'VOLTAGE_LOG_LEVEL',
    meaning: 'trace, debug, info, warn or error',
    byDefault: 'info',
    parse: oneOf('VOLTAGE_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error'], 'info'),
  },
  liveAcknowledgement: {
    name: 'VOLTAGE_LIVE',
    meaning: `Must be exactly "${LIVE_WORDS}" for live mode`,
    byDefault: 'none',
    parse: (text): Result<string | null> =>
      text === undefined || text === LIVE_WORDS
        ? ok(text ?? null)
        : fail(`VOLTAGE_LIVE must be exactly "${LIVE_WORDS}"`),
  },
  metricsToken: {
    name: 'VOLTAGE_METRICS_TOKEN',
    meaning:
      'Secret of 24 characters or more that opens GET /metrics (Prometheus) to its bearer; never stored, only its hash',
    byDefault: 'none: /metrics is closed',
    // The text is not repeated: it is a secret.
    parse: (text): Result<string | null> =>
      text === undefined || /^[\x21-\x7e]{24,500}$/.test(text)
        ? ok(text ?? null)
        : fail('VOLTAGE_METRICS_TOKEN needs 24 to 500 printable characters without blanks'),
  },
  chromium: {
    name: 'VOLTAGE_CHROMIUM',
    meaning: 'Chromium for the browser tests',
    byDefault: 'found or installed',
    parse: optionalFile('VOLTAGE_CHROMIUM'),
  },
  data: {
    name: 'VOLTAGE_DATA',
    meaning: 'Folder of market recordings used by some tests and benchmarks',
    byDefault: '../shared/data when it exists',
    parse: optionalFile('VOLTAGE_DATA'),
  },
} as const satisfies Record<string, Variable<unknown>>;
