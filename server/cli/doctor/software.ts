// Checks of what was installed and built: database, models, generated client, console, browser for the tests.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { findBinaries } from '#server/adapters/postgres/binaries.ts';
import { findChromium } from '../browser.ts';
import { isConsoleBuilt, ROOT } from '../build-console.ts';
import { runProgram } from '../runners/run-program.ts';
import { broken, type Check, doubtful, well } from './finding.ts';

const WITHIN_MS = 5_000;

/** Answers of an external server: its version, or why it did not answer. The password is in neither. */
async function askServer(connectionString: string) {
  const client = new Client({ connectionString, connectionTimeoutMillis: WITHIN_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return well(`external PostgreSQL ${rows[0]?.server_version ?? 'of unknown version'}`);
  } catch (error) {
    const why = error instanceof Error && error.message !== '' ? error.message : 'no answer';
    return broken(`external PostgreSQL: ${why}`, 'check VOLTAGE_DATABASE_URL, or unset it');
  } finally {
    await client.end().catch(() => undefined);
  }
}

const database: Check = {
  name: 'database',
  look: async ({ databaseUrl }) => {
    if (databaseUrl !== null) return askServer(databaseUrl);
    const { postgres, version } = findBinaries();
    const done = await runProgram({
      command: postgres,
      argv: ['--version'],
      limitMs: 15_000,
      environment: process.env,
    });
    return done.code === 0
      ? well(`${done.output.trim()} (package ${version})`)
      : broken(`${postgres} does not start: ${done.output.trim()}`, 'npm ci');
  },
};

const client: Check = {
  name: 'client',
  look: () =>
    existsSync(join(ROOT, 'server/adapters/prisma/generated/client.ts'))
      ? well('the database client is generated')
      : broken('the database client is not generated', 'npm run prepare'),
};

const models: Check = {
  name: 'models',
  look: async ({ home }) => {
    // Loaded here and not above: a broken native library must be a finding, not the end of the doctor.
    const { loadModels } = await import('#server/adapters/onnx/model-store.ts');
    const { models: loaded, refused } = await loadModels(
      join(ROOT, 'server', 'models'),
      join(home, 'models'),
    );
    const mend = 'restore server/models from git: git checkout -- server/models';
    const reasons = refused.map((each) => `${each.id}: ${each.reason}`).join('; ');
    if (refused.some((each) => each.origin === 'shipped')) return broken(reasons, mend);
    // An added model never stops the others, so it is no reason to call the machine unfit.
    const [added] = refused;
    if (added !== undefined)
      return doubtful(reasons, `npx voltage model remove ${added.id}, or mend and add it again`);
    if (loaded.length === 0) return doubtful('none: the statistical estimate works alone', mend);
    const names = loaded.map((each) => `${each.id} ${each.hash.slice(0, 8)}`);
    return well(`${names.join(', ')}: hash and golden rows agree`);
  },
};

const desk: Check = {
  name: 'console',
  look: () =>
    isConsoleBuilt()
      ? well('built from these sources')
      : doubtful('not built, or older than its sources', 'npm run build (npm start does it too)'),
};

const browser: Check = {
  name: 'browser',
  look: async () => {
    const found = await findChromium({ mayInstall: false, onLine: () => undefined });
    return found.ok
      ? well(`${found.value}, for the tests`)
      : doubtful(`${found.error}: only the tests need it`, '`npm test` gets one by itself');
  },
};

export const SOFTWARE_CHECKS: readonly Check[] = [database, client, models, desk, browser];
