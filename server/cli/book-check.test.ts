// Tests of book-check: composed recordings, and every real recording where the data folder is present.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookCheck, bookCheckCommand, checkRecordings } from './book-check.ts';
import { recordingsIn } from './book-recording.ts';

// Composed: three levels a side and one update, with their right checksums (kraken-api §2).
const SNAPSHOT =
  '{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":64000.0,"qty":2.00000000},{"price":63999.7,"qty":0.10000000},{"price":63998.2,"qty":0.75000000}],"asks":[{"price":64000.1,"qty":0.25000000},{"price":64000.5,"qty":1.50000000},{"price":64001.0,"qty":0.00005000}],"checksum":3078947562,"timestamp":"2026-11-22T15:00:00.123456Z"}]}';
const UPDATE =
  '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":64000.0,"qty":1.20000000},{"price":63999.7,"qty":0.00000000}],"asks":[],"checksum":2240719751,"timestamp":"2026-11-22T15:00:00.200001Z"}]}';
const wrapped = (payload: string, index: number) =>
  JSON.stringify({ recv_ts_ns: 1_000 + index, payload });

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'book-check-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('book-check', () => {
  it('F03 verifies every known layout in a folder, zipped or not, and passes over other files', () => {
    const frames = [SNAPSHOT, '{"channel":"heartbeat"}', UPDATE];
    writeFileSync(join(directory, 'raw.jsonl'), frames.join('\n'));
    writeFileSync(join(directory, 'wrapped.jsonl.gz'), gzipSync(frames.map(wrapped).join('\n')));
    writeFileSync(join(directory, 'run.json'), `{"init":${SNAPSHOT},"updates":[${UPDATE}]}`);
    writeFileSync(join(directory, 'notes.md'), 'not a recording');
    expect(bookCheck(directory)).toEqual({
      messages: 6,
      verified: 6,
      mismatched: 0,
      withoutChecksum: 0,
      discarded: 0,
      unreadable: 0,
      files: 3,
    });
  });

  it('F03 counts a wrong message once and what follows as discarded until a snapshot', () => {
    const wrong = UPDATE.replace('2240719751', '7');
    const text = [SNAPSHOT, wrong, UPDATE, SNAPSHOT, UPDATE].join('\n');
    expect(checkRecordings(recordingsIn(text))).toMatchObject({
      messages: 5,
      verified: 3,
      mismatched: 1,
      discarded: 1,
    });
  });

  it('F04 counts what carries no checksum and what cannot be read apart from what verified', () => {
    const bare = UPDATE.replace('"checksum":2240719751,', '');
    const broken = UPDATE.replace('64000.0', '"64000.0"');
    expect(checkRecordings(recordingsIn([SNAPSHOT, bare, broken].join('\n')))).toMatchObject({
      verified: 1,
      withoutChecksum: 1,
      unreadable: 1,
    });
  });

  it('answers with exit code 1 when nothing was found or something is wrong', async () => {
    const file = join(directory, 'one.jsonl');
    const lines: string[] = [];
    const check = async (text: string) => {
      writeFileSync(file, text);
      return bookCheckCommand.run([file], { json: false, out: (line) => lines.push(line) });
    };
    expect(await check(`${SNAPSHOT}\n${UPDATE}`)).toBe(0);
    expect(await check(SNAPSHOT.replace('3078947562', '1'))).toBe(1);
    expect(await check('{}')).toBe(1);
    expect(lines[0]).toContain('2 book messages in 1 files, 2 verified, 0 mismatched');
    await expect(bookCheckCommand.run([], { json: false, out: () => {} })).rejects.toThrow('name');
  });
});

const DATA = process.env['VOLTAGE_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data');
const RECORDED = [
  ['kraken/checksum-vectors.json', 80],
  ['kraken/k2-btcusd-book25-2026-08-26.head.jsonl', 43],
  ['kraken/pysdk-orderbook-v2-btcusd-d10-2023-07-30.json', 510],
  ['ws-conformance/kraken_v2_book_BTCUSD_depth10_2023-07-30.json.gz', 510],
] as const;

describe.skipIf(!existsSync(join(DATA, 'kraken')))(
  'book-check on real recordings (skipped: the market data folder is not present)',
  () => {
    it.each(RECORDED)('F03 every message of %s verifies', (name, messages) => {
      const check = bookCheck(join(DATA, name));
      expect(check).toMatchObject({ messages, verified: messages, mismatched: 0, files: 1 });
    });

    it('F03 every recording with books is covered here', () => {
      for (const folder of ['kraken', 'ws-conformance']) {
        const listed = RECORDED.filter(([name]) => name.startsWith(folder));
        expect(bookCheck(join(DATA, folder)).files).toBe(listed.length);
      }
    });

    it('F03 the same recordings with one update removed do not verify', () => {
      const run = JSON.parse(
        readFileSync(join(DATA, 'kraken/pysdk-orderbook-v2-btcusd-d10-2023-07-30.json'), 'utf8'),
      );
      run.updates.splice(100, 1);
      const shortened = checkRecordings(recordingsIn(JSON.stringify(run)));
      expect(shortened).toMatchObject({ messages: 509, mismatched: 1 });
      expect(shortened.verified).toBeLessThan(120);
      const file = join(DATA, 'kraken/k2-btcusd-book25-2026-08-26.head.jsonl');
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      const misses = lines.map((line, gone) =>
        line.includes('\\"type\\":\\"update\\"') && line.includes('\\"channel\\":\\"book\\"')
          ? checkRecordings(recordingsIn(lines.filter((_, index) => index !== gone).join('\n')))
          : null,
      );
      const noticed = misses.filter((check) => check !== null && check.mismatched > 0);
      expect(noticed.length).toBeGreaterThan(10);
    });
  },
);
