// The Parquet file of model inputs, written. In: blocks. Out: a file, whole or not at all. Missing is null, never NaN or 0.
import { renameSync, rmSync } from 'node:fs';
import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { type FeatureBlock, inputColumns } from './feature-blocks.ts';
import { type FeatureMetadata, METADATA_KEY } from './feature-metadata.ts';

/** Rows of a group: what a reader holds at once. */
const GROUP_ROWS = 10_000;
function nullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** One row group: rows from…to of a block, column by column. */
function columnsOf(names: readonly string[], block: FeatureBlock, from: number, to: number) {
  const place = <T>(make: (row: number) => T): T[] =>
    Array.from({ length: to - from }, (_, i) => make(from + i));
  const known = { nullable: false } as const;
  return [
    { name: 'series', type: 'STRING' as const, data: place(() => block.series), ...known },
    {
      name: 'endMs',
      type: 'INT64' as const,
      data: place((row) => BigInt(block.endMs[row] ?? 0)),
      ...known,
    },
    { name: 'split', type: 'STRING' as const, data: place(() => block.split), ...known },
    {
      name: 'targetVariance',
      type: 'DOUBLE' as const,
      data: block.targetVariance.slice(from, to),
      ...known,
    },
    {
      name: 'levelOffset',
      type: 'DOUBLE' as const,
      data: block.levelOffset.slice(from, to),
      ...known,
    },
    ...names.map((name, column) => ({
      name,
      type: 'FLOAT' as const,
      data: place((row) => nullable(block.inputs[row * names.length + column] ?? Number.NaN)),
    })),
  ];
}

const NOTHING: FeatureBlock = {
  series: '',
  split: 'other',
  count: 0,
  endMs: new Float64Array(),
  targetVariance: new Float64Array(),
  levelOffset: new Float64Array(),
  inputs: new Float32Array(),
};

/** Writes the file beside its place and renames it when it is whole. Returns the number of rows. Throws when the disk does. */
export async function writeFeatureFile(
  path: string,
  metadata: FeatureMetadata,
  blocks: Iterable<FeatureBlock>,
): Promise<number> {
  const names = inputColumns(metadata.kind);
  const partial = `${path}.partial`;
  let rows = 0;
  try {
    const writer = new ParquetWriter({
      writer: fileWriter(partial),
      schema: schemaFromColumnData({ columnData: columnsOf(names, NOTHING, 0, 0) }),
      kvMetadata: [{ key: METADATA_KEY, value: JSON.stringify(metadata) }],
      createdBy: 'voltage-kalshi',
    });
    for (const block of blocks)
      for (let from = 0; from < block.count; from += GROUP_ROWS) {
        const to = Math.min(block.count, from + GROUP_ROWS);
        await writer.write({
          columnData: columnsOf(names, block, from, to),
          rowGroupSize: GROUP_ROWS,
        });
        rows += to - from;
      }
    await writer.finish();
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  return rows;
}
