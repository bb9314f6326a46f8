// Tests of the connection budget: the limit, the window, sharing between processes and what happens without a disk.
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnectBudget } from './connect-budget.ts';

const START = 1_795_359_600_000;
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kraken-budget-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function takeMany(budget: ReturnType<typeof createConnectBudget>, count: number, from: number) {
  return Array.from(
    { length: count },
    (_, index) => budget.take(from + index * 1_000, `${from}-${index}`).kind,
  );
}

describe('kraken connection budget', () => {
  it.each([
    ['of one process', () => null],
    ['shared in a folder', () => directory],
  ])('F06 grants 120 attempts in 10 minutes and says from when on again, %s', (_name, where) => {
    const budget = createConnectBudget(where());
    expect(takeMany(budget, 120, START)).toEqual(Array(120).fill('granted'));
    expect(budget.take(START + 130_000, 'a')).toMatchObject({
      kind: 'refused',
      retryAtMs: START + 600_000,
    });
    expect(budget.take(START + 600_000, 'b').kind).toBe('granted');
    expect(budget.take(START + 600_001, 'c').kind).toBe('refused');
    expect(budget.take(START + 3_000_000, 'd').kind).toBe('granted');
  });

  it('F06 counts the attempts of every process, also over the change of files', () => {
    const one = createConnectBudget(directory);
    const two = createConnectBudget(directory);
    takeMany(one, 60, START + 550_000);
    takeMany(two, 60, START + 550_500);
    expect(one.take(START + 615_000, 'x').kind).toBe('refused');
    expect(two.take(START + 615_000, 'y').kind).toBe('refused');
  });

  it('F06 counts lines it cannot read, and attempts from the future of a clock that stepped back', () => {
    const budget = createConnectBudget(directory);
    const file = join(directory, `kraken-connects-${Math.floor(START / 600_000)}.log`);
    writeFileSync(file, 'torn\n'.repeat(100));
    appendFileSync(file, `${START + 400_000} later\n`.repeat(20));
    expect(budget.take(START, 'z').kind).toBe('refused');
  });

  it('drops files of windows long past', () => {
    const budget = createConnectBudget(directory);
    budget.take(START, 'old');
    budget.take(START + 1_800_000, 'new');
    expect(readdirSync(directory)).toHaveLength(1);
  });

  it('refuses, with a time to try again, when the folder cannot be used', () => {
    const file = join(directory, 'not-a-folder');
    writeFileSync(file, '');
    const permit = createConnectBudget(file).take(START, 't');
    expect(permit).toMatchObject({ kind: 'refused', retryAtMs: START + 30_000 });
  });
});
