// The Parquet file of model inputs, read back. In: a path. Out: what it says of itself, and its rows group by group.
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet';
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';
import { inputColumns } from './feature-blocks.ts';
import { type FeatureMetadata, METADATA_KEY, metadataSchema } from './feature-metadata.ts';

/** Columns before the inputs. */
const LEADING = ['series', 'endMs', 'split', 'targetVariance', 'levelOffset'] as const;

const rowSchema = z.object({
  series: z.string(),
  endMs: z.bigint().transform(Number),
  split: z.enum(['train', 'validation', 'test', 'other']),
  targetVariance: z.number(),
  levelOffset: z.number(),
});

/** One row read back; null is a missing input. */
export type ExportedRow = z.infer<typeof rowSchema> & {
  readonly inputs: readonly (number | null)[];
};

export interface FeatureFile {
  readonly metadata: FeatureMetadata;
  /** Row group by row group, in the order of the file. */
  readonly groups: () => AsyncGenerator<readonly ExportedRow[]>;
}

async function* groupsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  names: readonly string[],
): AsyncGenerator<readonly ExportedRow[]> {
  let rowStart = 0;
  const inputSchema = z.array(z.number().nullable()).length(names.length);
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const columns = [...LEADING, ...names];
    const rows = await parquetReadObjects({ file, metadata, columns, rowStart, rowEnd });
    yield rows.map((row) => ({
      ...rowSchema.parse(row),
      inputs: inputSchema.parse(names.map((name) => row[name])),
    }));
    rowStart = rowEnd;
  }
}

/** Opens a file that `writeFeatureFile` made; the reason says what it is not. Its groups throw when a value is no number. */
export async function openFeatureFile(path: string): Promise<Result<FeatureFile>> {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const said = metadata.key_value_metadata?.find((each) => each.key === METADATA_KEY)?.value;
    if (said === undefined) return fail(`${path} was not written by features export`);
    const own = metadataSchema.parse(JSON.parse(said));
    const names = inputColumns(own.kind);
    return ok({ metadata: own, groups: () => groupsOf(file, metadata, names) });
  } catch (error) {
    return fail(`${path}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
}
