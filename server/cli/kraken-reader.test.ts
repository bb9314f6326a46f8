// Recorded Kraken frames through the live decoder: status, depth, checksum, time, and frames nobody can read.
import { describe, expect, it } from 'vitest';
import {
  type FrameFile,
  importKrakenFrames,
} from '#server/replay/import-kraken/frame-recording.ts';
import { seeReplay } from '#server/replay/testing/replay-kit.ts';
import { createKrakenReader } from './kraken-reader.ts';

const STATUS =
  '{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"online","api_version":"v2","connection_id":1}]}';
const INSTRUMENT =
  '{"channel":"instrument","type":"snapshot","data":{"assets":[],"pairs":[{"symbol":"BTC/USD","status":"online","price_precision":1,"qty_precision":8}]}}';
// Composed: three levels a side and one update, with their right checksums (kraken-api §2).
const SNAPSHOT =
  '{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":64000.0,"qty":2.00000000},{"price":63999.7,"qty":0.10000000},{"price":63998.2,"qty":0.75000000}],"asks":[{"price":64000.1,"qty":0.25000000},{"price":64000.5,"qty":1.50000000},{"price":64001.0,"qty":0.00005000}],"checksum":3078947562,"timestamp":"2026-11-22T15:00:00.123456Z"}]}';
const UPDATE =
  '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":64000.0,"qty":1.20000000},{"price":63999.7,"qty":0.00000000}],"asks":[],"checksum":2240719751,"timestamp":"2026-11-22T15:00:00.200001Z"}]}';
const HEARTBEAT = '{"channel":"heartbeat"}';

function file(name: string, lines: readonly string[]): FrameFile {
  return { name, lines, reader: createKrakenReader };
}

function spotBooks(seen: Awaited<ReturnType<typeof seeReplay>>) {
  return seen.events.flatMap((event) =>
    event.kind === 'tick' && event.tick.kind === 'spot-book'
      ? [{ ...event.tick, at: event.at }]
      : [],
  );
}

describe('recorded Kraken frames', () => {
  it('F03 keep their book, its depth from the snapshot and its time from the frame', async () => {
    const lines = [STATUS, INSTRUMENT, SNAPSHOT, HEARTBEAT, UPDATE, ''];
    const seen = await seeReplay(importKrakenFrames('test', [file('a', lines)]));
    const books = spotBooks(seen);
    expect(books.map((book) => [book.type, book.depth])).toEqual([
      ['snapshot', 10],
      ['update', 10],
    ]);
    expect(books[0]?.at).toBe(Date.parse('2026-11-22T15:00:00.123Z'));
    expect(seen.report.audit).toMatchObject({
      frames: 5,
      unreadableFrames: 0,
      bookMessages: 2,
      bookMessagesLive: 2,
    });
    expect(seen.report.resyncs).toBe(0);
  });

  it('F03 lose their book at a wrong checksum and ask for a snapshot', async () => {
    const wrong = UPDATE.replace('2240719751', '7');
    const lines = [STATUS, INSTRUMENT, SNAPSHOT, wrong, UPDATE];
    const seen = await seeReplay(importKrakenFrames('test', [file('a', lines)]));
    expect(seen.report.audit).toMatchObject({ bookMessages: 3, bookMessagesLive: 1 });
    expect(seen.report.resyncs).toBe(1);
  });

  it('take the recorder’s time where it is told, and the order of files from it', async () => {
    const wrapped = (ns: string, payload: string) =>
      `{"recv_ts_ns":${ns},"payload":${JSON.stringify(payload)}}`;
    const early = file('z', [
      wrapped('1787745356222520059', STATUS),
      wrapped('1787745357222520059', SNAPSHOT),
    ]);
    const late = file('a', [SNAPSHOT]);
    const seen = await seeReplay(importKrakenFrames('test', [late, early]));
    expect(spotBooks(seen).map(({ at }) => at)).toEqual([
      1_787_745_357_222,
      Date.parse('2026-11-22T15:00:00.123Z'),
    ]);
  });

  it('begin at the first time told: what comes before it is of that moment, not of 1970', async () => {
    const seen = await seeReplay(importKrakenFrames('test', [file('a', [STATUS, SNAPSHOT])]));
    const first = Date.parse('2026-11-22T15:00:00.123Z');
    expect(Math.min(...seen.events.map((event) => event.at))).toBe(first);
    expect(seen.report.firstUs).toBeGreaterThanOrEqual(first * 1000);
  });

  it('count a frame that cannot be read and go on', async () => {
    const lines = [STATUS, 'not json', SNAPSHOT];
    const seen = await seeReplay(importKrakenFrames('test', [file('a', lines)]));
    expect(seen.report.audit).toMatchObject({ unreadableFrames: 1, bookMessagesLive: 1 });
  });
});
