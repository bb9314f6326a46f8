// The files of a trained member. In: job, model, what it was fitted on. Out: ONNX bytes, manifest and plain weights as text.
// Layout of server/models; the weights file holds the same numbers for the plain evaluator (models E5 c, e).
import { createHash } from 'node:crypto';
import {
  DAY_TERMS,
  MINUTE_LAYOUT_VERSION,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import { canonical, sha256 } from '#lib/hash.ts';
import { weightsHash } from '#lib/weights-file.ts';
import { evaluatePlain, type PlainModel } from '#server/core/3-models/plain-model.ts';
import { ablateGroups } from '#server/core/3-models/sequence-ablation.ts';
import type { FeatureGroup } from '#server/core/3-models/sequence-model.ts';
import { treeModelText } from '#server/core/3-models/tree-json.ts';
import type { Span } from '../data/splits.ts';
import { dlinearToOnnx } from '../dlinear/dlinear-to-onnx.ts';
import { treesToOnnx } from '../gbdt/trees-to-onnx.ts';
import { gruToOnnx } from '../gru/gru-to-onnx.ts';
import type { FitNotes } from './fit-trees.ts';
import { decilesOf, layoutNames, rangesOf } from './input-statistics.ts';
import { type Job, jobId, optionsHash } from './job.ts';
import type { LearnedParts } from './learned-member.ts';

const LICENCE =
  'Learnt numbers only, under the licence of the project. The recordings they were learnt from are not included.';

/** What the GRU explains apart, by name of channel or static. */
const GROUPS: readonly FeatureGroup[] = [
  {
    name: 'prices',
    features: [
      ...['return', 'log-square', 'log-range', 'size'],
      ...SEQUENCE_STATICS.filter((each) => each.startsWith('rv·')),
    ],
  },
  { name: 'volume', features: ['volume'] },
  { name: 'clock', features: ['minute·cos', 'minute·sin', ...DAY_TERMS, 'minute-factor'] },
];

/** What a fit came from. */
export interface Origin {
  readonly dataSha256: string;
  /** Names of the series. */
  readonly series: readonly string[];
  readonly span: Span;
  /** Version of the code that trained. */
  readonly code: string;
}

export interface Artefact {
  readonly onnx: Uint8Array;
  readonly manifest: string;
  readonly weights: string;
}

function goldenRow(model: PlainModel, raw: Float32Array) {
  const input = Array.from(raw, (value) =>
    Number.isFinite(value) ? Number(value.toPrecision(5)) : null,
  );
  const exact = Float32Array.from(input, (value) => value ?? Number.NaN);
  const output = evaluatePlain(model, exact);
  if (model.kind !== 'gru') return { input, output };
  const width = model.steps * model.inputNames.length;
  const parts = { window: exact.subarray(0, width), statics: exact.subarray(width) };
  return { input, output, parts: ablateGroups(model, parts, GROUPS) };
}

function toOnnx(model: PlainModel, metadata: Readonly<Record<string, string>>): Uint8Array {
  if (model.kind === 'gru') return gruToOnnx(model, GROUPS, metadata);
  if (model.kind === 'dlinear') return dlinearToOnnx(model, metadata);
  return treesToOnnx(model.trees, {
    name: 'gbdt',
    inputName: 'features',
    outputName: 'correction',
    metadata,
  });
}

/** The weights file: everything the plain evaluator needs, exact to the bit of float32. */
function weightsText(parts: LearnedParts): string {
  const { model } = parts;
  const body = model.kind === 'gbdt' ? { trees: JSON.parse(treeModelText(model.trees)) } : model;
  const short = (_key: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value;
  const { minutes, profile, floor } = parts;
  const whole = {
    format: 1,
    minutes,
    profile,
    floor,
    model: { ...body, kind: model.kind },
  };
  return `${JSON.stringify(whole, short)}\n`;
}

/** Builds the files. `inputs` are flat training inputs: all give the ranges, evenly chosen ones the golden rows. */
export function makeArtefact(
  fitted: { readonly job: Job; readonly parts: LearnedParts; readonly notes: FitNotes },
  origin: Origin,
  inputs: readonly Float32Array[],
): Artefact {
  const { job, parts, notes } = fitted;
  const { model } = parts;
  const names = layoutNames(model);
  const layoutHash = sha256(canonical({ version: MINUTE_LAYOUT_VERSION, names }));
  const span = `${new Date(origin.span.fromMs).toISOString()}/${new Date(origin.span.toMs).toISOString()}`;
  const { dataSha256 } = origin;
  const onnx = toOnnx(model, {
    layoutHash,
    dataSha256,
    trainingSpan: span,
    loss: 'QLIKE',
    code: origin.code,
  });
  const golden = model.kind === 'gbdt' ? 32 : 12;
  const every = Math.max(1, Math.floor(inputs.length / golden));
  const rows = inputs.filter((_, i) => i % every === 0).slice(0, golden);
  const isRow = model.kind === 'gbdt';
  const weights = weightsText(parts);
  const outputs = model.kind === 'gru' ? 1 + GROUPS.length : 1;
  const manifest = {
    format: 1,
    kind: isRow ? 'row' : 'window',
    id: jobId(job),
    fileSha256: createHash('sha256').update(onnx).digest('hex'),
    weightsSha256: weightsHash(JSON.parse(weights)),
    layout: { version: MINUTE_LAYOUT_VERSION, hash: layoutHash, names },
    ...(isRow
      ? {}
      : {
          window: {
            steps: SEQUENCE_STEPS,
            inputs: SEQUENCE_CHANNELS.length,
            statics: SEQUENCE_STATICS.length,
          },
        }),
    input: { name: isRow ? 'features' : 'window', shape: [1, inputs[0]?.length ?? 0] },
    output: { name: 'correction', shape: [1, outputs] },
    ...(model.kind === 'gru' ? { parts: GROUPS.map((each) => each.name) } : {}),
    outputMeaning: `correction of ln(variance per minute) over the next ${job.minutes} min around ½(ln RV60m + ln RV240m)`,
    horizonMinutes: job.minutes,
    training: {
      fromMs: origin.span.fromMs,
      toMs: origin.span.toMs,
      series: origin.series,
      dataSha256,
      optionsSha256: optionsHash(job),
      seed: job.seed,
      loss: 'QLIKE',
      code: origin.code,
      ...notes,
    },
    licence: LICENCE,
    ranges: rangesOf(model, inputs),
    deciles: decilesOf(model, inputs),
    golden: rows.map((each) => goldenRow(model, each)),
  };
  return { onnx, manifest: `${JSON.stringify(manifest)}\n`, weights };
}
