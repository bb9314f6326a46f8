// The journal keeps its promises on ordinary files: order, bounds, and never a record that was not written.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pino from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import type { JournalRecord } from '#server/ports/journal.ts';
import { createJournal, type JournalOptions } from './create-journal.ts';
import { type JournalSummary, readJournal } from './read-journal.ts';

const root = mkdtempSync(join(tmpdir(), 'voltage-journal-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const log = pino({ level: 'silent' });
const header = { mode: 'sim', build: 'test', bootId: 'boot-1', world: '{}' } as const;
let folders = 0;

function fresh(options: Partial<JournalOptions> = {}) {
  const directory = join(root, String(folders++));
  return { directory, journal: createJournal({ directory, header, log, ...options }) };
}

async function readAll(
  path: string,
): Promise<{ records: readonly JournalRecord[]; summary: JournalSummary }> {
  const reading = readJournal(path);
  const records: JournalRecord[] = [];
  for await (const record of reading) records.push(record);
  return { records, summary: reading.summary() };
}

const bodies = (records: readonly JournalRecord[]) =>
  records.filter((record) => record.kind !== 'header').map((record) => record.body);

const event = (body: string): JournalRecord => ({ kind: 'event', body });

/** A segment file of several blocks, and the bodies that went in. */
async function severalBlocks(): Promise<{ bytes: Buffer; written: readonly string[] }> {
  const { directory, journal } = fresh();
  const written: string[] = [];
  for (let block = 0; block < 6; block++) {
    for (let i = 0; i < 5; i++) {
      const body = JSON.stringify({ block, i, text: 'κβ'.repeat(block * 7 + i) });
      written.push(body);
      journal.append({ kind: i % 2 ? 'decision' : 'event', body });
    }
    await journal.flush();
  }
  await journal.close();
  const [name] = readdirSync(directory);
  return { bytes: readFileSync(join(directory, name ?? '')), written };
}

function isPrefix(part: readonly string[], whole: readonly string[]): boolean {
  return part.length <= whole.length && part.every((body, i) => body === whole[i]);
}

describe('journal-file', () => {
  test('what is appended comes back in order, with kinds, after a header that names its start', async () => {
    const { directory, journal } = fresh();
    const wanted: JournalRecord[] = [
      event('{"a":1}'),
      { kind: 'decision', body: '"ä€𝄞"' },
      event(''),
    ];
    for (const record of wanted) journal.append(record);
    expect(journal.status()).toMatchObject({ queued: 3, dropped: 0 });
    await journal.close();
    const { records, summary } = await readAll(directory);
    expect(records[0]?.kind).toBe('header');
    expect(JSON.parse(records[0]?.body ?? '')).toEqual({ ...header, segment: 1 });
    expect(records.slice(1)).toEqual(wanted);
    expect(summary).toEqual({ segments: 1, records: 4, dropped: 0, skipped: 0, stops: [] });
  });

  test('a file cut anywhere yields a clean prefix and says that it is torn', async () => {
    const { bytes, written } = await severalBlocks();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        const path = join(root, 'cut.journal');
        writeFileSync(path, bytes.subarray(0, length));
        const { records, summary } = await readAll(path);
        expect(isPrefix(bodies(records), written)).toBe(true);
        const whole = bodies(records).length % 5 === 0;
        expect(whole).toBe(true);
        for (const stop of summary.stops) expect(stop.cause).toBe('torn');
      }),
      { numRuns: 150 },
    );
  });

  test('a flipped bit anywhere yields a clean prefix and is always noticed', async () => {
    const { bytes, written } = await severalBlocks();
    const flip = fc.tuple(
      fc.integer({ min: 0, max: bytes.length - 1 }),
      fc.integer({ min: 0, max: 7 }),
    );
    await fc.assert(
      fc.asyncProperty(flip, async ([at, bit]) => {
        const path = join(root, 'flip.journal');
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        writeFileSync(path, changed);
        const { records, summary } = await readAll(path);
        expect(isPrefix(bodies(records), written)).toBe(true);
        expect(bodies(records).length).toBeLessThan(written.length);
        expect(summary.stops).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  test('a new start continues in a new segment and leaves a torn one alone', async () => {
    const { directory, journal } = fresh();
    journal.append(event('"first"'));
    await journal.close();
    const [name] = readdirSync(directory);
    const path = join(directory, name ?? '');
    const torn = Buffer.concat([readFileSync(path), Buffer.from([9, 0, 0])]);
    writeFileSync(path, torn);
    const second = createJournal({ directory, log, header: { ...header, bootId: 'boot-2' } });
    second.append(event('"second"'));
    await second.close();
    const { records, summary } = await readAll(directory);
    expect(bodies(records)).toEqual(['"first"', '"second"']);
    expect(summary.stops).toMatchObject([{ path, cause: 'torn', offset: torn.length - 3 }]);
    expect(readFileSync(path).equals(torn)).toBe(true);
  });

  test('segments of one start that follow a damaged one are left out, and counted', async () => {
    const { directory, journal } = fresh({ segmentBytes: 1 });
    for (const body of ['"a"', '"b"', '"c"']) {
      journal.append(event(body));
      await journal.flush();
    }
    await journal.close();
    const path = join(directory, '0000000002.journal');
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(path, bytes);
    const { records, summary } = await readAll(directory);
    expect(bodies(records)).toEqual(['"a"']);
    expect(summary).toMatchObject({ skipped: 1, stops: [{ path, cause: 'damaged' }] });
  });

  test('F86 disk use stays within the budget: the oldest segments go, and are counted', async () => {
    const budgetBytes = 40_000;
    const { directory, journal } = fresh({ segmentBytes: 8_000, budgetBytes });
    for (let i = 0; i < 40; i++) {
      journal.append(event(JSON.stringify({ i, noise: pseudoNoise(i, 3_000) })));
      await journal.flush();
    }
    await journal.close();
    const files = readdirSync(directory);
    const bytes = files.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(budgetBytes);
    expect(journal.status().bytes).toBe(bytes);
    expect(journal.status().deletedSegments).toBeGreaterThan(0);
    const { records, summary } = await readAll(directory);
    expect(summary.stops).toEqual([]);
    expect(JSON.parse(bodies(records).at(-1) ?? '').i).toBe(39);
  });

  test('F86 a full queue drops new records, counts them, and the gap shows in the file', async () => {
    const { directory, journal } = fresh({ queueBytes: 100 });
    for (let i = 0; i < 30; i++) journal.append(event(`"record ${i}"`));
    const { queued, dropped } = journal.status();
    expect(queued + dropped).toBe(30);
    expect(dropped).toBeGreaterThan(0);
    await journal.close();
    journal.append(event('"too late"'));
    expect(journal.status().dropped).toBe(dropped + 1);
    const { records, summary } = await readAll(directory);
    expect(bodies(records)).toHaveLength(queued);
    expect(summary.dropped).toBe(dropped);
  });

  test('F86 records survive a time in which the disk refuses, in order', async () => {
    const blocker = join(root, 'not-a-folder');
    writeFileSync(blocker, 'x');
    const journal = createJournal({ directory: join(blocker, 'journal'), header, log });
    journal.append(event('"one"'));
    await expect(journal.flush()).rejects.toThrow();
    journal.append(event('"two"'));
    rmSync(blocker);
    await journal.flush();
    await journal.close();
    const { records } = await readAll(join(blocker, 'journal'));
    expect(bodies(records)).toEqual(['"one"', '"two"']);
  });

  test('append costs the loop microseconds', () => {
    const { journal } = fresh();
    const body = JSON.stringify({ text: 'x'.repeat(400) });
    const started = performance.now();
    for (let i = 0; i < 20_000; i++) journal.append(event(body));
    expect((performance.now() - started) / 20_000).toBeLessThan(0.02);
    return journal.close();
  });
});

/** Text that does not compress away. */
function pseudoNoise(seed: number, length: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += state.toString(36);
  }
  return text;
}
