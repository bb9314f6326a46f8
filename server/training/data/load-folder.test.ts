// Reading made-up folders in the layout: labels, gaps, missing columns, shut spans, and refusals.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { trailingMean } from '#server/core/2-features/minutes/minute-track.ts';
import { madeUpBars, writePanel } from '../made-up-series.ts';
import { loadFolder, type ShutSpans } from './load-folder.ts';
import { minuteIndexAt, realisedAhead, toMinuteSeries } from './recorded-series.ts';
import { recordedMs } from './recorded-time.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'layout-'));
const T0 = Date.parse('2026-02-20T00:00:00Z');
const OPEN: ShutSpans = { spot: [], markets: [], split: null };
const SPOT = join(FOLDER, 'btc-spot');

mkdirSync(SPOT);
writeFileSync(
  join(SPOT, 'ftx_a.csv'),
  'timestamp,open,high,low,close,volume\n2022-01-01 00:01:00.000000,1,2,1,2,5\n2022-01-01 00:02:00.000000,2,2,2,2,\n',
);
writeFileSync(
  join(SPOT, 'venue_b.csv'),
  'minute_utc,open,high,low,close,volume_btc,method\n2022-01-01T00:01:00Z,,,,2,,close_only\n2022-01-01T00:04:00Z,,,,3,7,x\n2022-01-01T00:05:00Z,,,,4,7,x\n2022-01-01T00:06:00Z,,,,,7,x\n',
);
writeFileSync(
  join(SPOT, 'trades.csv'),
  `exchange_ts_utc,recv_ns,price,trade_id\nx,${T0 + 59_000}000000,10,2\nx,${T0 + 1_000}000000,12,1\nx,${T0 + 61_000}000000,11,3\n`,
);
writeFileSync(
  join(SPOT, 'five.csv'),
  `open_time,close\n2025-11-01 00:00:00+00:00,1\n2025-11-01 00:05:00+00:00,1\n`,
);
writeFileSync(join(SPOT, 'other.csv'), 'a,b\n1,2\n');
writePanel(FOLDER, [
  {
    source: 'kapelame_2s',
    closeMs: T0,
    secondsToClose: 300.25,
    bid: 0.4,
    ask: 0.42,
    spot: '',
    strike: 95_000,
    yes: true,
  },
]);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('a folder in the layout', () => {
  it('labels are bar starts, but bar ends on FTX', async () => {
    const { bars } = await loadFolder(FOLDER, OPEN);
    const ends = (id: string) => [...(bars.find((each) => each.id === id)?.endMs ?? [])];
    expect(ends('ftx_a')[0]).toBe(Date.parse('2022-01-01T00:01:00Z'));
    expect(ends('venue_b')[0]).toBe(Date.parse('2022-01-01T00:02:00Z'));
  });

  it('missing stays missing: no volume is not zero, a row without a close is no bar', async () => {
    const { bars } = await loadFolder(FOLDER, OPEN);
    const ftx = bars.find((each) => each.id === 'ftx_a');
    expect([...(ftx?.volume ?? [])]).toEqual([5, Number.NaN]);
    const other = bars.find((each) => each.id === 'venue_b');
    expect(other?.endMs.length).toBe(3);
    expect([...(other?.open ?? [])].every(Number.isNaN)).toBe(true);
  });

  it('trades become bars in the order they were received, whatever the order in the file', async () => {
    const { bars, trades } = await loadFolder(FOLDER, OPEN);
    const made = bars.find((each) => each.id === 'trades');
    expect([made?.open[0], made?.high[0], made?.low[0], made?.close[0]]).toEqual([12, 12, 10, 10]);
    expect(trades[0]?.priceUsd).toEqual(Float64Array.from([12, 10, 11]));
  });

  it('names what it did not use', async () => {
    const { leftOut } = await loadFolder(FOLDER, OPEN);
    expect(leftOut.join('\n')).toMatch(/five: bars of 300 s/);
    expect(leftOut.join('\n')).toMatch(/other: neither bars nor trades/);
  });

  it('rows of a shut span do not get out', async () => {
    const shut: ShutSpans = {
      spot: [{ fromMs: 0, toMs: Date.parse('2022-01-01T00:05:30Z') }],
      markets: [{ fromMs: T0, toMs: T0 + 1 }],
      split: null,
    };
    const { bars, quotes } = await loadFolder(FOLDER, shut);
    expect(bars.map((each) => each.id)).not.toContain('ftx_a');
    expect(bars.find((each) => each.id === 'venue_b')?.endMs.length).toBe(1);
    expect(quotes).toEqual([]);
    expect((await loadFolder(FOLDER, OPEN)).quotes.length).toBe(1);
  });

  it('refuses a folder without the layout, a cell that is no number, and a quoted cell', async () => {
    const bad = mkdtempSync(join(tmpdir(), 'layout-'));
    await expect(loadFolder(bad, OPEN)).rejects.toThrow('has none of');
    mkdirSync(join(bad, 'btc-spot'));
    const path = join(bad, 'btc-spot', 'a.csv');
    writeFileSync(path, 'minute_utc,close\n2026-01-01T00:00:00Z,12x\n');
    await expect(loadFolder(bad, OPEN)).rejects.toThrow('close "12x" is no number');
    writeFileSync(path, 'minute_utc,close\n2026-01-01T00:00:00Z,"12"\n');
    await expect(loadFolder(bad, OPEN)).rejects.toThrow('quoted');
    rmSync(bad, { recursive: true, force: true });
  });

  it('a file that was cut off is refused by name and line, and an archive by name, without ending the process', async () => {
    const bad = mkdtempSync(join(tmpdir(), 'layout-'));
    mkdirSync(join(bad, 'btc-spot'));
    const path = join(bad, 'btc-spot', 'a.csv');
    const rows = Array.from(
      { length: 999 },
      (_, i) => `${new Date(T0 + i * 60_000).toISOString()},${i + 1}`,
    );
    const text = `minute_utc,close\n${rows.join('\n')}`;
    writeFileSync(path, `${text}\n2026-02-20T1`);
    await expect(loadFolder(bad, OPEN)).rejects.toThrow('a.csv:1001: 1 cells where the header');
    writeFileSync(path, `minute_utc,close,volume\n2026-02-20T10:00:00Z,9\n`);
    await expect(loadFolder(bad, OPEN)).rejects.toThrow(
      'a.csv:2: 2 cells where the header names 3',
    );
    rmSync(path);
    const whole = gzipSync(text);
    writeFileSync(`${path}.gz`, whole.subarray(0, whole.length / 2));
    await expect(loadFolder(bad, OPEN)).rejects.toThrow('a.csv.gz: unexpected end of file');
    writeFileSync(`${path}.gz`, 'no archive');
    await expect(loadFolder(bad, OPEN)).rejects.toThrow('a.csv.gz: incorrect header check');
    writeFileSync(`${path}.gz`, whole);
    expect((await loadFolder(bad, OPEN)).bars[0]?.endMs.length).toBe(999);
    rmSync(bad, { recursive: true, force: true });
  });
});

describe('the minute grid', () => {
  const bars = madeUpBars({ id: 'a', fromMs: T0, minutes: 300, seed: 1 });

  it('a hole makes no return and no target across it', () => {
    const kept = [...bars.endMs.keys()].filter((i) => i !== 100);
    const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i] ?? 0);
    const holed = toMinuteSeries({ ...bars, endMs: pick(bars.endMs), close: pick(bars.close) });
    expect([holed.returns[99], holed.returns[100], holed.returns[101]].map(Number.isNaN)).toEqual([
      false,
      true,
      true,
    ]);
    expect(realisedAhead(holed, 99, 5)).toBeNaN();
    expect(realisedAhead(holed, 101, 5)).toBeGreaterThan(0);
    expect(realisedAhead(holed, 70, 60)).toBeGreaterThan(0);
  });

  it('windows agree with sums made by hand', () => {
    const series = toMinuteSeries(bars);
    let sum = 0;
    for (let i = 51; i <= 60; i++) sum += (series.returns[i] ?? 0) ** 2;
    expect(trailingMean(series.squared, 60, { minutes: 10 })).toBeCloseTo(sum / 10, 15);
    expect(realisedAhead(series, 50, 10)).toBeCloseTo(sum / 10, 15);
    expect(trailingMean(series.squared, 5, { minutes: 10 })).toBeNaN();
  });

  it('a forecast from minute i may be made at its end and not before', () => {
    const series = toMinuteSeries(bars);
    expect(minuteIndexAt(series, T0 + 10 * 60_000)).toBe(9);
    expect(minuteIndexAt(series, T0 + 10 * 60_000 - 1)).toBe(8);
    expect(minuteIndexAt(series, T0)).toBe(-1);
  });

  it('rows out of order are refused', () => {
    expect(() => toMinuteSeries({ ...bars, endMs: bars.endMs.toReversed() })).toThrow();
  });
});

it('times without a zone are UTC and nonsense is refused', () => {
  expect(recordedMs('2021-12-31 23:01:00.000000')).toBe(Date.parse('2021-12-31T23:01:00Z'));
  expect(recordedMs('2025-11-01 00:05:00+00:00')).toBe(Date.parse('2025-11-01T00:05:00Z'));
  expect(() => recordedMs('yesterday')).toThrow('not a time');
});
