// The manifest of a model trained on exported rows. In: those rows, facts about the file. Out: the manifest's text.
// Ranges and span come from the rows it was trained on; golden outputs from the trainer where it gives them.
import { fail, ok, type Result } from '#lib/result.ts';
import type { ExportSplit } from './choose-spans.ts';
import type { FeatureFile } from './open-feature-file.ts';
import { nineDigits, type Survey, surveyRows } from './survey-rows.ts';

interface Port {
  readonly name: string;
  /** [1, width]. */
  readonly shape: readonly number[];
}

export interface GoldenRow {
  readonly input: readonly (number | null)[];
  readonly output: number;
  readonly parts?: readonly number[] | undefined;
}

/** What the rows cannot say. */
export interface ManifestFacts {
  readonly id: string;
  readonly fileSha256: string;
  readonly weightsSha256: string | null;
  readonly input: Port;
  readonly output: Port;
  readonly parts: readonly string[];
  readonly outputMeaning: string;
  readonly loss: string;
  readonly licence: string;
  /** SHA-256 of the file of rows. */
  readonly dataSha256: string;
  /** Splits it was trained on. */
  readonly splits: readonly ExportSplit[];
}

/** Golden rows with the trainer's own outputs, or the file itself to be asked. */
export type GoldenSource =
  | { readonly from: 'trainer'; readonly rows: readonly GoldenRow[] }
  | { readonly from: 'file'; readonly ask: (input: Float32Array) => Promise<readonly number[]> };

/** Rows with their outputs; fails when the file cannot answer one, most often because an input is missing. */
async function goldenOf(
  sample: Survey['sample'],
  source: GoldenSource,
): Promise<Result<readonly GoldenRow[]>> {
  if (source.from === 'trainer') return ok(source.rows);
  const golden: GoldenRow[] = [];
  for (const row of sample) {
    const input = row.map((value) => (value === null ? null : nineDigits(value)));
    const answer = await source.ask(Float32Array.from(input, (value) => value ?? Number.NaN));
    const [output = Number.NaN, ...parts] = answer;
    if (!answer.every(Number.isFinite)) {
      const missing = row.filter((value) => value === null).length;
      return fail(`the model gives ${answer.join()} for a row with ${missing} missing inputs`);
    }
    golden.push({ input, output, parts });
  }
  return ok(golden);
}

/** The manifest as one line of JSON; fails when the file's input is not as wide as a row, or no row is of the splits. */
export async function writeManifest(
  file: FeatureFile,
  facts: ManifestFacts,
  source: GoldenSource,
): Promise<Result<string>> {
  const { metadata } = file;
  const { steps, inputs, statics } = metadata.window ?? { steps: 1, inputs: 0, statics: 0 };
  const width = metadata.window ? steps * inputs + statics : metadata.layout.names.length;
  if (facts.input.shape[1] !== width)
    return fail(
      `the model's input has ${facts.input.shape[1]} values, a ${metadata.kind} ${width}`,
    );
  const found = await surveyRows(file, facts.splits);
  if (found.rows === 0) return fail(`no row of ${facts.splits.join(' or ')} in the file`);
  const golden = await goldenOf(found.sample, source);
  if (!golden.ok) return golden;
  const manifest = {
    format: 1,
    kind: metadata.kind,
    id: facts.id,
    fileSha256: facts.fileSha256,
    ...(facts.weightsSha256 === null ? {} : { weightsSha256: facts.weightsSha256 }),
    layout: metadata.layout,
    ...(metadata.window ? { window: metadata.window } : {}),
    input: facts.input,
    output: facts.output,
    ...(facts.parts.length > 0 ? { parts: facts.parts } : {}),
    outputMeaning: facts.outputMeaning,
    horizonMinutes: metadata.horizonMinutes,
    training: {
      fromMs: found.fromMs,
      toMs: found.toMs,
      series: found.series,
      dataSha256: facts.dataSha256,
      loss: facts.loss,
      rows: found.rows,
    },
    licence: facts.licence,
    ranges: found.ranges,
    goldenFrom: source.from,
    golden: golden.value,
  };
  return ok(`${JSON.stringify(manifest)}\n`);
}
