// `voltage verify` and `voltage replay` over a journal on disk: proven, torn, damaged, and not a journal at all.
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJournal } from '#server/adapters/journal-file/create-journal.ts';
import { importL2 } from '#server/replay/import-l2/import-l2.ts';
import { type SeenReplay, seeReplay, TEST_WORLD } from '#server/replay/testing/replay-kit.ts';
import { writeRecording } from '#server/replay/testing/write-recording.ts';
import { UsageError } from './command.ts';
import { replayCommand } from './replay.ts';
import { verifyCommand } from './verify.ts';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

let root = '';
let seen: SeenReplay;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'verify-cli-'));
  seen = await seeReplay(importL2(writeRecording(root).folder), { limit: 500 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The seen run written as the engine writes it; `edit` may change a body on the way. */
async function writeJournal(name: string, edit = (body: string) => body): Promise<string> {
  const directory = join(root, name);
  const journal = createJournal({
    directory,
    header: {
      mode: 'replay',
      build: 'test',
      bootId: TEST_WORLD.boot,
      world: JSON.stringify(TEST_WORLD),
    },
    log: QUIET,
  });
  for (const { kind, body } of seen.journal.slice(1)) journal.append({ kind, body: edit(body) });
  await journal.close();
  return directory;
}

async function run(command: typeof verifyCommand, argv: readonly string[], json = false) {
  const lines: string[] = [];
  const code = await command.run(argv, { out: (line) => lines.push(line), json });
  return { code, text: lines.join('\n') };
}

describe('voltage verify', () => {
  it('I22 proves a journal and prints its chain', async () => {
    const { code, text } = await run(verifyCommand, [await writeJournal('good')]);
    expect(text).toContain(seen.report.chain.hash);
    expect(text).toContain('proven: every decision follows');
    expect(code).toBe(0);
  });

  it('tells a machine the same as JSON', async () => {
    const { code, text } = await run(verifyCommand, [await writeJournal('json')], true);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({
      proven: true,
      boots: [{ outcome: 'identical', identical: seen.decisions.length }],
    });
  });

  it('shows the first difference with both sentences, exit code 1', async () => {
    const path = await writeJournal('bad', (body) =>
      body.includes('"sentence"') ? body.replace('flat:', 'flat indeed:') : body,
    );
    const { code, text } = await run(verifyCommand, [path]);
    expect(code).toBe(1);
    expect(text).toMatch(/DIFFERENT at event \d+, KXBTC15M-\S+: sentence/);
    expect(text).toContain('recorded flat indeed:');
    expect(text).toContain('computed flat:');
    expect(text).toContain('the journal is of build test');
  });

  it('drops a torn tail and says so, exit code 0', async () => {
    const path = await writeJournal('torn');
    const [segment] = readdirSync(path);
    appendFileSync(join(path, segment ?? ''), Buffer.from([9, 0, 0, 0, 1]));
    const { code, text } = await run(verifyCommand, [path]);
    expect(text).toContain('torn tail dropped');
    expect(code).toBe(0);
  });

  it('does not prove a damaged journal', async () => {
    const path = await writeJournal('damaged');
    const [name] = readdirSync(path);
    const file = join(path, name ?? '');
    const bytes = readFileSync(file);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 0xff;
    writeFileSync(file, bytes);
    const { code, text } = await run(verifyCommand, [path]);
    expect(text).toContain('DAMAGED');
    expect(code).toBe(1);
  });

  it.each([[[]], [['/nowhere/at/all']], [['a', 'b']]])(
    'refuses %j as wrong usage',
    async (argv) => {
      await expect(run(verifyCommand, argv)).rejects.toThrow(UsageError);
    },
  );
});

describe('voltage replay', () => {
  it('I22 replays a journal to the hash of its first run', async () => {
    const { code, text } = await run(replayCommand, [await writeJournal('again')], true);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ chain: seen.report.chain });
  });

  it('ends its report with the hash', async () => {
    const { text } = await run(replayCommand, [join(root, 'kxbtc15m-ws-l2'), '--limit', '300']);
    expect(text.split('\n').at(-1)).toMatch(/^hash {9}[0-9a-f]{64} over \d+ decisions$/);
  });

  it.each([[['--speed', 'fast']], [['--limit', '0']], [['--from', 'yesterday']]])(
    'refuses %j as wrong usage',
    async (flags) => {
      await expect(run(replayCommand, [join(root, 'kxbtc15m-ws-l2'), ...flags])).rejects.toThrow(
        UsageError,
      );
    },
  );

  it('refuses a folder that holds nothing to replay', async () => {
    await expect(run(replayCommand, [join(root, 'btc-spot')])).rejects.toThrow(UsageError);
  });
});
