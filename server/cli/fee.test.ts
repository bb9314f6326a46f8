// The fee command against the table of kalshi-api §6, row by row, and its refusals.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { feeCommand } from './fee.ts';

async function json(argv: readonly string[]) {
  const lines: string[] = [];
  const code = await feeCommand.run(argv, { out: (line) => lines.push(line), json: true });
  return { code, answer: JSON.parse(lines.join('')) };
}

async function ofFile(fills: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'fills-'));
  try {
    const path = join(folder, 'fills.json');
    writeFileSync(path, JSON.stringify(fills));
    return await json(['--fills', path]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const fees = (answer: { fills: { fee: string }[] }) => answer.fills.map((each) => each.fee);

describe('fee of one taker buy', () => {
  it.each([
    ['1', '0.52', '0.017500'],
    ['1', '0.99', '0.000700'],
    ['100', '0.50', '1.750000'],
    ['7', '0.37', '0.114300'],
    ['10', '0.005', '0.003500'],
  ])('%s @ %s costs %s', async (count, price, fee) => {
    const { code, answer } = await json(['--price', price, '--count', count]);
    expect(code).toBe(0);
    expect(fees(answer)).toEqual([fee]);
  });
});

describe('fees of several fills of one order', () => {
  it('3 × (1 @ 0.055) cost 0.0037, 0.0036, 0.0037', async () => {
    const { answer } = await ofFile(Array(3).fill({ price: '0.055', count: '1' }));
    expect(fees(answer)).toEqual(['0.003700', '0.003600', '0.003700']);
    expect(answer.total).toBe('0.011000');
  });

  it('3 × (0.03 @ 0.3301) cost 0.000497 each and leave 96 µ$ in the accumulator', async () => {
    const { answer } = await ofFile(Array(3).fill({ price: '0.3301', count: '0.03' }));
    expect(fees(answer)).toEqual(['0.000497', '0.000497', '0.000497']);
    expect(answer.fills[2].heldMicro).toBe(96);
  });
});

describe('fee flags', () => {
  it('a maker pays nothing unless the series charges makers', async () => {
    const flags = ['--price', '0.5', '--count', '100', '--maker'];
    expect(fees((await json(flags)).answer)).toEqual(['0.000000']);
    expect(fees((await json([...flags, '--maker-fees'])).answer)).toEqual(['0.437500']);
  });

  it.each([
    [['--count', '1'], '--price is missing'],
    [['--price', '0.5'], '--count is missing'],
    [['--price', '1.2', '--count', '1'], '--price'],
    [['--price', '0', '--count', '1'], 'not between 0 and 1'],
    [['--price', '0.5', '--count', '0'], 'count is zero'],
    [['--price', '0.5', '--count', '1', '--side', 'up'], '"up" is not bid or ask'],
    [['--fills', '/nowhere/fills.json'], 'does not exist'],
    [['--prise', '0.5'], 'prise'],
  ])('%j is refused and the flag is named', async (argv, message) => {
    await expect(json(argv)).rejects.toThrow(message);
  });

  it('a fill with an unknown field is refused, not ignored', async () => {
    await expect(ofFile([{ price: '0.5', count: '1', fee: '0' }])).rejects.toThrow('fee');
  });
});
