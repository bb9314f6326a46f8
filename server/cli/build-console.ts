// Builds the browser console when its sources changed since the last build. In: sources. Out: .next/ and its stamp.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fingerprint } from '#server/config/build-id.ts';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const STAMP = join(ROOT, '.next', 'voltage-sources');
const PARTS = [
  'app',
  'components',
  'lib',
  'public',
  'next.config.ts',
  'postcss.config.mjs',
  'package-lock.json',
];

function run(argv: readonly string[], onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, {
      cwd: ROOT,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    const collect = (chunk: Buffer): void => {
      const text = chunk.toString();
      output.push(text);
      for (const line of text.split('\n')) if (line.trim().length > 0) onLine(line.trim());
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the console did not build:\n${output.join('')}`)),
    );
  });
}

/** Whether the last build was made from exactly the sources that are there now. */
export function isConsoleBuilt(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint(ROOT, PARTS);
}

/** Resolves with true when it built, false when the last build still fits; rejects with Next's output on failure. */
export async function buildConsole(onLine: (line: string) => void): Promise<boolean> {
  if (isConsoleBuilt()) return false;
  const wanted = fingerprint(ROOT, PARTS);
  await run([join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], onLine);
  writeFileSync(STAMP, wanted);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = await buildConsole((line) => process.stdout.write(`${line}\n`));
  if (!built) process.stdout.write('the console is built already\n');
}
