// What the supervisor tells its children: one 0600 file with this start's ports, tokens and addresses.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { MODES } from '#lib/domain/mode.ts';
import { fail, ok, type Result } from '#lib/result.ts';

const runtimeSchema = z.object({
  build: z.string().min(1),
  mode: z.enum(MODES),
  home: z.string().min(1),
  supervisorPid: z.number().int().positive(),
  startedAt: z.number(),
  logLevel: z.string(),
  engine: z.object({ port: z.number().int(), token: z.string().min(16) }),
  watchdog: z.object({ port: z.number().int(), token: z.string().min(16) }),
  gateway: z.object({
    host: z.string(),
    port: z.number().int(),
    origin: z.string(),
    dev: z.boolean(),
    /** SHA-256 (hex) of the secret that opens /metrics; null: closed. The secret itself is written nowhere. */
    metricsTokenHash: z.string().length(64).nullable(),
  }),
  databaseUrl: z.string().min(1),
  venue: z.object({
    krakenUrl: z.string(),
    /** Root of the public REST, for candles from before the start. */
    krakenRestUrl: z.string(),
    krakenDepth: z.number().int(),
    kalshiRestUrl: z.string(),
    kalshiWsUrl: z.string(),
    keyId: z.string(),
    keyFile: z.string(),
    shard: z.number().int(),
    /** Whose books these are: a new simulated world is a new account, so that its ledger starts anew. */
    account: z.string().min(1),
  }),
  simulator: z.object({ adminUrl: z.string(), adminToken: z.string() }).nullable(),
  journal: z.object({ directory: z.string(), budgetBytes: z.number() }),
  limitsFile: z.string().nullable(),
  /** Entries pause without an operator in sight for this long; 0: never. */
  operatorMinutes: z.number().int().nonnegative(),
});

export type Runtime = z.infer<typeof runtimeSchema>;

/** Where the record of a running system stands under its home. */
export function runtimePath(home: string): string {
  return join(home, 'run', 'runtime.json');
}

/** Writes the record atomically, readable by the owner only. */
export function writeRuntime(runtime: Runtime): void {
  const path = runtimePath(runtime.home);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify(runtime, null, 2), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

/** Reads the record; a missing or malformed file is an error that says what to do. */
export function readRuntime(home: string): Result<Runtime> {
  const path = runtimePath(home);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return fail(`nothing is running under ${home} (no ${path}); start it with \`npm start\``);
  }
  try {
    const parsed = runtimeSchema.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : fail(`${path}: ${z.prettifyError(parsed.error)}`);
  } catch {
    return fail(`${path} is not JSON; stop the system and start it again`);
  }
}
