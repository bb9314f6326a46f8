// The minutes before the start reach the loop once, or a reason does; nothing after the stop.
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { loadHistory } from './load-history.ts';

const BAR: MinuteBar = { endMs: wallMs(60_000), open: 1, high: 1, low: 1, close: 1, volume: 0 };

async function load(
  recent: () => Promise<Result<readonly MinuteBar[]>>,
  isStopping = false,
): Promise<readonly string[]> {
  const told: string[] = [];
  await loadHistory({
    history: { recent },
    isStopping: () => isStopping,
    onBars: (bars) => told.push(`${bars.length} bars`),
    onFailure: (reason) => told.push(reason),
  });
  return told;
}

describe('history at start', () => {
  it('is handed on once', async () => {
    expect(await load(async () => ok([BAR]))).toEqual(['1 bars']);
  });

  it('is a reason when there is none, whoever says so', async () => {
    expect(await load(async () => fail('HTTP 502'))).toEqual(['HTTP 502']);
    expect(await load(async () => ok([]))).toEqual(['no closed minute']);
    expect(await load(() => Promise.reject(new Error('defect')))).toEqual(['Error: defect']);
  });

  it('is dropped by an engine that is stopping', async () => {
    expect(await load(async () => ok([BAR]), true)).toEqual([]);
  });
});
