// The price command: check values of models A4, agreement with all vectors where they are present, and its refusals.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { priceCommand } from './price.ts';

const DATA =
  process.env['VOLTAGE_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const VECTORS = join(DATA, 'vectors', 'settlement-average.json');

async function json(argv: readonly string[]) {
  const lines: string[] = [];
  const code = await priceCommand.run(argv, { out: (line) => lines.push(line), json: true });
  return { code, answer: JSON.parse(lines.join('')) };
}

const flagsOf = (vol: number, seconds: number, strike: number) => [
  ...['--spot', '95000', '--vol', `${vol}`, '--seconds', `${seconds}`, '--strike', `${strike}`],
  ...['--nu', 'lognormal'],
];

describe('price of one contract', () => {
  it.each([
    ['AVG000', 0.3, 3600, 95454.24, 0.067066],
    ['AVG018', 0.5, 3600, 94747.64, 0.690763],
    ['AVG020', 0.5, 900, 95372.18, 0.06702],
    ['AVG030', 1, 3600, 96514.14, 0.067656],
    ['AVG046', 0.5, 120, 95000, 0.499841],
    ['AVG052', 0.5, 60, 95000, 0.49992],
    ['AVG072', 3, 3600, 98028.29, 0.158575],
  ])('%s of the check values', async (_id, vol, seconds, strike, expected) => {
    const { answer } = await json(flagsOf(vol, seconds, strike));
    expect(answer.probability).toBeCloseTo(expected, 6);
  });

  it('AVG054: known prints move the mean and shrink the spread', async () => {
    const { answer } = await json([...flagsOf(0.5, 45, 95029.98), '--known-sum', '1425300']);
    expect(answer.probability).toBeCloseTo(0.158642, 6);
    expect(answer.meanUsd).toBeCloseTo(95005, 9);
  });

  it('STT01: Student-t with ν = 4', async () => {
    const flags = ['--spot', '95000', '--strike', '94242.93', '--vol', '0.5', '--seconds', '3600'];
    const { answer } = await json([...flags, '--nu', '4']);
    expect(answer.probability).toBeCloseTo(0.949404, 6);
  });

  it('RNG00: a range', async () => {
    const flags = [...flagsOf(0.5, 3600, 94875), '--rule', 'between', '--cap', '95125'];
    expect((await json(flags)).answer.probability).toBeCloseTo(0.195606, 6);
  });

  it.each([
    [['--strike', '1'], '--spot is missing'],
    [['--spot', 'x', '--strike', '1'], '--spot "x" is not a number'],
    [['--spot', '95000'], '--strike is missing'],
    [[...flagsOf(0.5, 60, 95000), '--rule', 'near'], '--rule "near"'],
    [[...flagsOf(0.5, 60, 95000), '--rule', 'between'], '--cap is missing'],
    [['--spot', '1', '--strike', '1', '--vol', '1', '--seconds=-1'], '--seconds -1 is below 0'],
    [flagsOf(0.5, 30, 95000), '--known-sum is missing'],
    [['--spot', '1', '--strike', '1', '--vol', '1', '--seconds', '60', '--nu', '2'], '--nu 2'],
    [['--vectors', '/nowhere.json'], 'does not exist'],
  ])('%j is refused and the flag is named', async (argv, message) => {
    await expect(json(argv)).rejects.toThrow(message);
  });
});

describe('agreement with vectors', () => {
  it('a wrong vector disagrees and the exit code says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
    const path = join(folder, 'vectors.json');
    const right = {
      id: 'A',
      kind: 'above_with_basis_sd',
      spot: 95000,
      strike: 94863.48,
      sigmaAnnual: 0.5,
      basisSdUsd: 12,
      tauSec: 300,
      pNormal: 0.8404134637914019,
      pMC: 0.840413,
      pMCse: 0.00018,
    };
    const wrong = { ...right, id: 'B', pNormal: 0.8405 };
    const unknown = { ...right, id: 'C', kind: 'above_the_clouds' };
    writeFileSync(path, JSON.stringify({ vectors: [right, wrong, unknown] }));
    const { code, answer } = await json(['--vectors', path]);
    rmSync(folder, { recursive: true, force: true });
    expect(code).toBe(1);
    expect(answer.agreements).toBe(1);
    expect(answer.disagreements.map((each: { id: string }) => each.id)).toEqual(['B', 'C']);
  });

  it.skipIf(!existsSync(VECTORS))(
    `all 58 published vectors agree (skipped without ${VECTORS})`,
    async () => {
      const { code, answer } = await json(['--vectors', VECTORS]);
      expect(answer).toEqual({ agreements: 58, disagreements: [] });
      expect(code).toBe(0);
    },
  );
});
