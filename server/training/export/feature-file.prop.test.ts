// Any block that goes into a file comes out of it: every float32, every gap, however many rows.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import type { FeatureBlock } from './feature-blocks.ts';
import { featureMetadata } from './feature-metadata.ts';
import { type ExportedRow, openFeatureFile } from './open-feature-file.ts';
import { writeFeatureFile } from './write-feature-file.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'any-block-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
const WIDTH = MINUTE_FEATURES.length;
const METADATA = featureMetadata({
  ...({ kind: 'row', horizonMinutes: 1, testOpened: false } as const),
  layout: { version: 1, hash: 'a'.repeat(64) },
});

/** A block of `count` rows whose numbers are drawn from `pool` in turn. */
function blockOf(
  count: number,
  pool: readonly number[],
  split: FeatureBlock['split'],
): FeatureBlock {
  const drawn = (i: number) => pool[i % pool.length] ?? Number.NaN;
  return {
    series: 'any',
    split,
    count,
    endMs: Float64Array.from({ length: count }, (_, i) => 1_771_200_000_000 + 60_000 * i),
    targetVariance: Float64Array.from({ length: count }, (_, i) => 1e-8 * (i + 1)),
    levelOffset: Float64Array.from({ length: count }, (_, i) => -17 - i / 1000),
    inputs: Float32Array.from({ length: count * WIDTH }, (_, i) => drawn(i)),
  };
}

function rowsIn(block: FeatureBlock): ExportedRow[] {
  return Array.from({ length: block.count }, (_, row) => ({
    series: block.series,
    split: block.split,
    endMs: block.endMs[row] ?? 0,
    targetVariance: block.targetVariance[row] ?? 0,
    levelOffset: block.levelOffset[row] ?? 0,
    inputs: Array.from(block.inputs.subarray(row * WIDTH, (row + 1) * WIDTH), (value) =>
      Number.isNaN(value) ? null : value,
    ),
  }));
}

async function roundTrip(blocks: readonly FeatureBlock[]): Promise<ExportedRow[]> {
  const path = join(FOLDER, 'block.parquet');
  await writeFeatureFile(path, METADATA, blocks);
  const file = await openFeatureFile(path);
  if (!file.ok) throw new Error(file.error);
  const rows: ExportedRow[] = [];
  for await (const group of file.value.groups()) rows.push(...group);
  return rows;
}

const float = fc.float({ noDefaultInfinity: true }).map((value) => value + 0);
const split = fc.constantFrom('train', 'validation', 'test', 'other');

describe('a file of model inputs', () => {
  it('gives back any numbers and any gaps, block after block', async () => {
    const block = fc
      .tuple(
        fc.integer({ min: 1, max: 20 }),
        fc.array(float, { minLength: 1, maxLength: 90 }),
        split,
      )
      .map((parts) => blockOf(...parts));
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 3 }), async (blocks) => {
        expect(await roundTrip(blocks)).toEqual(blocks.flatMap(rowsIn));
      }),
      { numRuns: 40 },
    );
  });

  it('gives back a block longer than one row group', async () => {
    const long = blockOf(10_003, [0.5, Number.NaN, -1.25, 3e-39, 7], 'train');
    expect(await roundTrip([long])).toEqual(rowsIn(long));
  });
});
