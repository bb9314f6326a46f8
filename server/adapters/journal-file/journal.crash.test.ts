// A real process writes, is killed with SIGKILL at a random moment, and everything it had flushed is read back.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { readJournal } from './read-journal.ts';

const root = mkdtempSync(join(tmpdir(), 'voltage-journal-crash-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const WRITER = `
import pino from 'pino';
const [directory, bootId] = process.argv.slice(-2);
const { createJournal } = await import(${JSON.stringify(new URL('./create-journal.ts', import.meta.url).href)});
const header = { mode: 'sim', build: 'test', bootId, world: '{}' };
const journal = createJournal({ directory, header, segmentBytes: 30_000, log: pino({ level: 'silent' }) });
for (let i = 0; ; i += 50) {
  for (let j = 0; j < 50; j++) journal.append({ kind: 'event', body: JSON.stringify({ bootId, i: i + j }) });
  await journal.flush();
  process.stdout.write(i + 49 + '\\n');
}`;

/** Starts a writer and kills it after `afterMs` of writing; the last number it saw flushed comes back. */
async function writeUntilKilled(directory: string, bootId: string, afterMs: number) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--input-type=module', '-e', WRITER, '--', directory, bootId],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let flushed = -1;
  if (!child.stdout) throw new Error('no pipe');
  for await (const line of createInterface({ input: child.stdout })) {
    if (flushed < 0) setTimeout(() => child.kill('SIGKILL'), afterMs);
    flushed = Number(line);
  }
  return flushed;
}

test('F99 after kill -9 everything flushed is read back, and nothing that was not written', async () => {
  const flushed = new Map<string, number>();
  for (const [start, afterMs] of [5, 60, 140, 33].entries())
    flushed.set(`boot-${start}`, await writeUntilKilled(root, `boot-${start}`, afterMs));
  const next = new Map<string, number>();
  const reading = readJournal(root);
  for await (const record of reading) {
    if (record.kind === 'header') continue;
    const { bootId, i } = JSON.parse(record.body);
    expect(i).toBe(next.get(bootId) ?? 0);
    next.set(bootId, i + 1);
  }
  for (const [bootId, last] of flushed) {
    expect(last).toBeGreaterThan(0);
    expect(next.get(bootId)).toBeGreaterThan(last);
  }
  for (const stop of reading.summary().stops) expect(stop.cause).toBe('torn');
  expect(reading.summary().skipped).toBe(0);
});
