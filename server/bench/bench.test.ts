// The benchmark's own parts: frames that repeat and verify, budgets that can break, percentiles that are right.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENGINE_FLAGS } from '#server/engine/runtime-flags.ts';
import { judgeBudgets, readBudgets } from './budgets.ts';
import { ccxtTouch } from './ccxt-book.ts';
import { recordedFrames, simulatedFrames } from './kraken-frames.ts';
import { compare, Durations } from './timing.ts';

it('runs with the flags of the trading process', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(text);
  expect(scripts['bench']).toBe(`node ${ENGINE_FLAGS.join(' ')} server/bench/run.ts`);
});

describe('frames', () => {
  it('are the same for the same seed, a snapshot first', () => {
    const frames = simulatedFrames('test', 25, 300);
    expect(frames.texts).toEqual(simulatedFrames('test', 25, 300).texts);
    expect(frames.texts).not.toEqual(simulatedFrames('other', 25, 300).texts);
    expect(frames.texts).toHaveLength(300);
    expect(JSON.parse(frames.texts[0] ?? '')).toMatchObject({ channel: 'book', type: 'snapshot' });
    expect(JSON.parse(frames.texts[1] ?? '')).toMatchObject({ channel: 'book', type: 'update' });
  });

  it('are skipped where no recording is', () => {
    expect(recordedFrames('/nowhere/frames.jsonl', 25, 10)).toBeNull();
  });

  it('give ccxt a book whose bid is below its ask', () => {
    const [bid, ask] = ccxtTouch(simulatedFrames('test', 25, 300).texts);
    expect(bid).toBeGreaterThan(0);
    expect(ask).toBeGreaterThan(bid);
  });
});

describe('budgets', () => {
  const budgets = readBudgets();
  const { unit: _unit, ...figures } = budgets;

  it('are kept at the border and broken above it', () => {
    expect(judgeBudgets(budgets, figures).every((verdict) => verdict.isKept)).toBe(true);
    const over = { ...figures, bookApplied: figures.bookApplied + 0.01 };
    const broken = judgeBudgets(budgets, over).filter((verdict) => !verdict.isKept);
    expect(broken.map((verdict) => verdict.name)).toEqual(['bookApplied']);
  });

  it('are broken by a figure that is no number', () => {
    const lost = judgeBudgets(budgets, { ...figures, spotUpdateP50: Number.NaN });
    expect(lost.filter((verdict) => !verdict.isKept)).toHaveLength(1);
  });
});

describe('timing', () => {
  it('tells the slower of two competitors', () => {
    const spin = (turns: number) => () => {
      let sum = 0;
      for (let i = 0; i < turns; i++) sum += Math.sqrt(i);
      return expect(sum).toBeGreaterThan(0);
    };
    const ns = compare({ short: spin(1_000), long: spin(1_000_000) }, { rounds: 3, units: 1 });
    expect(ns['long']).toBeGreaterThan(ns['short'] ?? Number.POSITIVE_INFINITY);
  });

  it('counts every call and orders its percentiles', () => {
    const durations = new Durations();
    for (let i = 0; i < 100; i++) durations.time(() => undefined);
    const { calls, p50Us, p99Us, worstUs } = durations.percentiles();
    expect(calls).toBe(100);
    expect(p50Us).toBeLessThanOrEqual(p99Us);
    expect(p99Us).toBeLessThanOrEqual(worstUs);
  });
});
