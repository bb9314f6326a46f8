// The evaluate command on a small made-up folder: scored with the shipped fit, the test period shut, wrong use refused.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { madeUpBars, writeBars, writePanel } from '#server/training/made-up-series.ts';
import { evaluateCommand } from './evaluate.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'evaluate-'));
const FROM = Date.parse('2026-05-20T00:00:00Z');
const TEST_FROM = Date.parse('2026-05-12T00:00:00Z');
const BARS = madeUpBars({ id: 'venue', fromMs: FROM, minutes: 900, seed: 2 });

writeBars(FOLDER, BARS);
writeBars(FOLDER, madeUpBars({ id: 'shut', fromMs: TEST_FROM, minutes: 600, seed: 2 }));
const market = (closeMs: number, i: number) => {
  const spot = BARS.close[BARS.endMs.indexOf(closeMs - 300_000)] ?? 95_000;
  const end = BARS.close[BARS.endMs.indexOf(closeMs)] ?? spot;
  const strike = Math.round(spot + 30 * ((i % 5) - 2));
  return {
    source: 'organics_ws_ticker',
    closeMs,
    secondsToClose: 300,
    bid: 0.4,
    ask: 0.6,
    spot,
    strike,
    yes: end >= strike,
  };
};
writePanel(FOLDER, [
  ...Array.from({ length: 36 }, (_, i) => market(FROM + (20 + i) * 900_000, i)),
  market(TEST_FROM + 900_000, 0),
]);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

async function run(...flags: readonly string[]) {
  const lines: string[] = [];
  const io = { out: (line: string) => lines.push(line), json: flags.includes('--json') };
  const members = flags.includes('--members') ? [] : ['--members', 'baselines'];
  const code = await evaluateCommand.run(
    ['--data', FOLDER, ...members, ...flags.filter((each) => each !== '--json')],
    io,
  );
  return { code, text: lines.join('\n') };
}

describe('npx voltage evaluate', () => {
  it('scores a folder without training span by the shipped fit, every figure with its n', async () => {
    const { code, text } = await run('--json');
    expect(code).toBe(0);
    const report = JSON.parse(text);
    expect(report.volatilityFit.origin).toBe('shipped');
    const later = report.periods.find((each: { name: string }) => each.name === 'later');
    expect(later.series.map((each: { id: string }) => each.id)).toEqual(['venue']);
    const members = later.series[0].horizons[2].members;
    expect(members.map((each: { id: string }) => each.id)).toEqual([
      'naive',
      'riskmetrics',
      'ewma',
      'garch',
      'har',
      'har-utc',
      'har-tod',
      'har-x',
    ]);
    expect(members.every((each: { qlike: number }) => each.qlike > 0)).toBe(true);
    const all = later.probability.buckets.at(-1);
    expect([all.bucket, all.quotes, all.markets]).toEqual(['all', 36, 36]);
    const brier = (id: string) =>
      all.forecasts.find((each: { id: string }) => each.id === id).brier;
    expect(brier('model')).toBeLessThan(brier('mid'));
    expect(report.warnings.join(' ')).toContain('one regime');
    expect(report.log).toEqual([]);
  });

  it('is the same report for the same seed', async () => {
    const first = await run('--json', '--seed', '3');
    expect((await run('--json', '--seed', '3')).text).toBe(first.text);
    expect((await run('--json', '--seed', '4')).text).not.toBe(first.text);
  });

  it('the development test period is refused, and opened only by name and on record', async () => {
    await expect(run('--split', 'test')).rejects.toThrow('opened once');
    await expect(run('--from', '2026-05-12', '--to', '2026-05-13')).rejects.toThrow('opened once');
    const { text } = await run('--split', 'test', '--open-test-period');
    expect(text).toContain('log: development test period opened at');
    expect(text).toMatch(/1 quotes of 1 markets/);
  });

  it('a window scores only what closes in it', async () => {
    const { text } = await run(
      '--from',
      '2026-05-20T06:00Z',
      '--to',
      '2026-05-20T08:00Z',
      '--json',
    );
    const [period] = JSON.parse(text).periods;
    expect(period.probability.buckets.at(-1).markets).toBe(8);
    expect(period.series[0].horizons[0].rows).toBe(120);
  });

  it('the shipped members and their combination stand beside the baselines where they were made for', async () => {
    const window = ['--from', '2026-05-20T08:00Z', '--to', '2026-05-20T10:00Z'];
    const { text } = await run('--members', 'all', '--json', ...window);
    const [period] = JSON.parse(text).periods;
    const idsAt = (place: number) =>
      period.series[0].horizons[place].members.map((each: { id: string }) => each.id);
    expect(idsAt(0).at(-1)).toBe('combination');
    expect(idsAt(2).slice(-4)).toEqual(['gbdt', 'gru', 'dlinear', 'combination']);
    expect(JSON.parse(text).warnings.join()).not.toContain('refused');
  });

  it('says 1 when there is nothing to score', async () => {
    const { code, text } = await run('--split', 'train');
    expect(code).toBe(1);
    expect(text).toContain('no spot series in this period');
  });

  it('refuses wrong use', async () => {
    await expect(run('--members', 'some')).rejects.toThrow('not all or baselines');
    await expect(run('--models', join(FOLDER, 'none'))).rejects.toThrow('does not exist');
    await expect(run('--split', 'all')).rejects.toThrow('not train, validation or test');
    await expect(run('--from', 'noon')).rejects.toThrow('not an ISO time');
    await expect(run('--from', '2026-06-02', '--to', '2026-06-01')).rejects.toThrow('not before');
    await expect(run('--split', 'train', '--from', '2026-06-02')).rejects.toThrow('exclude');
    await expect(evaluateCommand.run([], { out: () => {}, json: false })).rejects.toThrow('--data');
  });
});
