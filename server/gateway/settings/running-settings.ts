// The configuration as this system runs it, fit for a browser. In: the start's own record. Out: rows in words, no secret.
import type { RunningSetting } from '#lib/wire/settings-http.ts';
import type { Runtime } from '#server/config/runtime.ts';
import { VARIABLES } from '#server/config/variables.ts';

const MEGABYTE = 1_048_576;
/** Of a key's id so much is shown: enough to tell two keys apart. */
const SHOWN_OF_KEY = 4;

/** "ends in 3f2a"; an id too short to be shortened is not shown at all. */
export function maskedKeyId(keyId: string): string {
  if (keyId === '') return 'none';
  return keyId.length < 3 * SHOWN_OF_KEY ? 'set' : `ends in ${keyId.slice(-SHOWN_OF_KEY)}`;
}

/** Where the database is, without its user and password. */
function databaseText(url: string): string {
  return URL.canParse(url) ? `PostgreSQL at ${new URL(url).host || 'a socket'}` : 'PostgreSQL';
}

/** The key rows: a simulated venue has a key of its own, made at its start. */
function keyRows({ mode, venue }: Runtime): readonly (readonly [keyof typeof VARIABLES, string])[] {
  const id = maskedKeyId(venue.keyId);
  const file = venue.keyFile === '' ? 'none' : 'read from a file of the engine';
  if (mode === 'sim') return [['kalshiKeyId', 'none: the simulated venue made a test key']];
  if (mode === 'demo')
    return [
      ['kalshiDemoKeyId', id],
      ['kalshiDemoKeyFile', file],
    ];
  return [
    ['kalshiKeyId', id],
    ['kalshiKeyFile', file],
  ];
}

/** Variables of the start that say something about this system, as they came into force. */
export function runningSettings(runtime: Runtime): readonly RunningSetting[] {
  const { gateway, venue, journal, limitsFile, operatorMinutes } = runtime;
  const rows: readonly (readonly [keyof typeof VARIABLES, string])[] = [
    ['mode', runtime.mode],
    ['home', runtime.home],
    ['host', gateway.host],
    ['port', String(gateway.port)],
    ['origin', gateway.origin],
    ['databaseUrl', databaseText(runtime.databaseUrl)],
    ...keyRows(runtime),
    ['krakenDepth', `${venue.krakenDepth} levels`],
    ['limitsFile', limitsFile ?? 'none: built-in limits'],
    ['operatorMinutes', operatorMinutes === 0 ? '0: never' : `${operatorMinutes} minutes`],
    ['journalMegabytes', `${Math.round(journal.budgetBytes / MEGABYTE)} MB`],
    ['logLevel', runtime.logLevel],
  ];
  return rows.map(([key, value]) => {
    const { name, meaning } = VARIABLES[key];
    return { name, meaning, value };
  });
}
