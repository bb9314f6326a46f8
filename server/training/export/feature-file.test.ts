// Exported files read back: every number, every null, every word; the test period stays out; two runs give the same bytes.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { MINUTE_FEATURES, SEQUENCE_STEPS } from '#lib/domain/minute-row.ts';
import { toMinuteSeries } from '../data/recorded-series.ts';
import { VOLATILITY_TEST, VOLATILITY_TRAIN } from '../data/splits.ts';
import { madeUpBars } from '../made-up-series.ts';
import { buildRows } from '../training-rows.ts';
import { buildWindows } from '../training-windows.ts';
import { type ExportChoice, featureBlocks, inputColumns } from './feature-blocks.ts';
import { featureMetadata } from './feature-metadata.ts';
import { type ExportedRow, openFeatureFile } from './open-feature-file.ts';
import { writeFeatureFile } from './write-feature-file.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'features-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const LAYOUT = { version: 1, hash: 'a'.repeat(64) };
const PROFILE = Array.from({ length: 60 }, (_, minute) => 0.8 + (minute % 7) / 15);
/** Ten hours up to the end of the training span and four after it. */
const SERIES = toMinuteSeries(
  madeUpBars({ id: 'venue', fromMs: VOLATILITY_TRAIN.toMs - 36e6, minutes: 840, seed: 3 }),
);
const CHOICE: ExportChoice = {
  kind: 'row',
  horizonMinutes: 15,
  profile: PROFILE,
  window: null,
  openTest: false,
};

async function write(choice: ExportChoice, name: string, series = [SERIES]): Promise<string> {
  const path = join(FOLDER, name);
  const { kind, horizonMinutes, openTest } = choice;
  const metadata = featureMetadata({ kind, horizonMinutes, layout: LAYOUT, testOpened: openTest });
  await writeFeatureFile(path, metadata, featureBlocks(series, choice));
  return path;
}

async function rowsOf(path: string): Promise<readonly ExportedRow[]> {
  const file = await openFeatureFile(path);
  if (!file.ok) throw new Error(file.error);
  const rows: ExportedRow[] = [];
  for await (const group of file.value.groups()) rows.push(...group);
  return rows;
}

/** float32 with NaN as null, as the file has them. */
function asRead(values: Float32Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

describe('rows in a file', () => {
  it('come back equal to the trainer’s own rows, missing values as null', async () => {
    const rows = await rowsOf(await write(CHOICE, 'rows.parquet'));
    const { fromMs, toMs } = VOLATILITY_TRAIN;
    const own = [
      {
        split: 'train',
        rows: buildRows(SERIES, { ...CHOICE, everyMinutes: 1, spans: [{ fromMs, toMs }] }),
      },
      {
        split: 'validation',
        rows: buildRows(SERIES, {
          ...CHOICE,
          everyMinutes: 1,
          spans: [{ fromMs: toMs, toMs: VOLATILITY_TEST[0]?.fromMs ?? 0 }],
        }),
      },
    ].flatMap(({ split, rows: part }) =>
      Array.from({ length: part.count }, (_, i) => ({
        series: 'venue',
        endMs: part.endMs[i],
        split,
        targetVariance: part.y[i],
        levelOffset: part.offset[i],
        inputs: asRead(part.x.subarray(i * part.columns, (i + 1) * part.columns)),
      })),
    );
    expect(rows).toEqual(own);
    const missing = rows.flatMap((row) => row.inputs).filter((value) => value === null).length;
    expect(missing).toBeGreaterThan(rows.length);
    expect(new Set(rows.map((row) => row.split))).toEqual(new Set(['train', 'validation']));
  });

  it('no target of the training rows reaches past the end of their span', async () => {
    const rows = await rowsOf(await write({ ...CHOICE, horizonMinutes: 60 }, 'purged.parquet'));
    const last = Math.max(...rows.filter((row) => row.split === 'train').map((row) => row.endMs));
    expect(last).toBe(VOLATILITY_TRAIN.toMs - 60 * 60_000);
  });

  it('windows come back equal to the trainer’s own, steps first and statics after them', async () => {
    const choice: ExportChoice = { ...CHOICE, kind: 'window' };
    const rows = await rowsOf(await write(choice, 'windows.parquet'));
    const own = buildWindows(SERIES, { ...CHOICE, everyMinutes: 1, spans: [VOLATILITY_TRAIN] });
    const wide = own.steps * own.channels;
    const train = rows.filter((row) => row.split === 'train');
    expect(train).toHaveLength(own.count);
    for (const i of [0, 17, own.count - 1])
      expect(train[i]?.inputs).toEqual([
        ...own.windows.subarray(i * wide, (i + 1) * wide),
        ...own.statics.subarray(i * own.staticColumns, (i + 1) * own.staticColumns),
      ]);
    const names = inputColumns('window');
    expect([names[0], names[wide - 1], names[wide]]).toEqual([
      `return@${1 - SEQUENCE_STEPS}`,
      'minute-factor@0',
      'static·rv·5m',
    ]);
  });

  it('have the types other readers expect: 64-bit time, double target, nullable float inputs', async () => {
    const file = await asyncBufferFromFile(await write(CHOICE, 'types.parquet'));
    const { children } = parquetSchema(await parquetMetadataAsync(file));
    const types = children.map(
      ({ element }) => `${element.name} ${element.type} ${element.repetition_type}`,
    );
    expect(types.slice(0, 6)).toEqual([
      'series BYTE_ARRAY REQUIRED',
      'endMs INT64 REQUIRED',
      'split BYTE_ARRAY REQUIRED',
      'targetVariance DOUBLE REQUIRED',
      'levelOffset DOUBLE REQUIRED',
      'rv·1m FLOAT OPTIONAL',
    ]);
    expect(types).toHaveLength(5 + MINUTE_FEATURES.length);
  });
});

describe('the file', () => {
  it('says of itself what its rows are, and is the same for the same series', async () => {
    const [first, second] = [await write(CHOICE, 'a.parquet'), await write(CHOICE, 'b.parquet')];
    expect(readFileSync(first)).toEqual(readFileSync(second));
    const opened = await openFeatureFile(first);
    expect(opened.ok && opened.value.metadata).toEqual({
      format: 1,
      kind: 'row',
      horizonMinutes: 15,
      layout: { ...LAYOUT, names: MINUTE_FEATURES },
      window: null,
      testOpened: false,
    });
  });

  it('has the test period only when it is open', async () => {
    const [span] = VOLATILITY_TEST;
    const bars = madeUpBars({
      id: 'late',
      fromMs: (span?.fromMs ?? 0) - 36e6,
      minutes: 900,
      seed: 4,
    });
    const series = [toMinuteSeries(bars)];
    const splitsOf = async (openTest: boolean) => {
      const rows = await rowsOf(await write({ ...CHOICE, openTest }, 'test.parquet', series));
      return [...new Set(rows.map((row) => row.split))];
    };
    expect(await splitsOf(false)).toEqual(['validation']);
    expect(await splitsOf(true)).toEqual(['validation', 'test']);
  });

  it('may hold no row at all', async () => {
    const nowhere = { fromMs: 0, toMs: 60_000 };
    expect(await rowsOf(await write({ ...CHOICE, window: nowhere }, 'none.parquet'))).toEqual([]);
  });

  it('never appears half-written: a series that fails leaves neither file nor leftovers', async () => {
    const path = join(FOLDER, 'broken.parquet');
    function* failing() {
      yield* featureBlocks([SERIES], CHOICE);
      throw new Error('the disk of bars is gone');
    }
    const metadata = featureMetadata({
      kind: 'row',
      horizonMinutes: 15,
      layout: LAYOUT,
      testOpened: false,
    });
    await expect(writeFeatureFile(path, metadata, failing())).rejects.toThrow('disk of bars');
    expect([existsSync(path), existsSync(`${path}.partial`)]).toEqual([false, false]);
  });

  it('of somebody else is refused by name', async () => {
    const path = join(FOLDER, 'text.parquet');
    writeFileSync(path, 'no parquet at all');
    const opened = await openFeatureFile(path);
    expect(opened.ok ? '' : opened.error).toContain('text.parquet');
  });
});
