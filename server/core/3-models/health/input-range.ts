// May this row go into that model? In: a feature row and each model's training ranges. Out: who is refused it, and why.
// Source: models §C6 (input invariants), faults F103 and F107: a row is refused by name, never silently clipped.

/** How far beyond training a value may be, as a multiple of half the training range about its centre. */
const REACH = 1.5;
/** Room for rounding where training knew a single value. */
const ROUNDING = 1e-9;

/** What one feature was in training. */
export interface FeatureRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** False when it was there in every training row: missing is then out of range too. */
  readonly mayBeMissing: boolean;
}

/** What a model's manifest says of its input. */
export interface InputReference {
  readonly modelId: string;
  /** Hash of the feature list it was trained on. */
  readonly layoutHash: string;
  readonly ranges: readonly FeatureRange[];
}

/** One row as it is served; `present[i] = 0` marks a placeholder. */
export interface ServedRow {
  readonly names: readonly string[];
  readonly values: ArrayLike<number>;
  readonly present: ArrayLike<number>;
  /** Hash of the feature list the row is served by. */
  readonly layoutHash: string;
}

export interface InputRefusal {
  readonly modelId: string;
  /** The feature at fault; null when it is the whole layout. */
  readonly feature: string | null;
  readonly text: string;
}

/** Lowest and highest value let in: centre ± 1.5 × half the training range. */
export function allowedRange(range: FeatureRange): readonly [number, number] {
  const centre = (range.low + range.high) / 2;
  const half = (REACH * (range.high - range.low)) / 2;
  const room = half + ROUNDING * Math.max(1, Math.abs(centre));
  return [centre - room, centre + room];
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** What is wrong with one feature of the row, in words; null when nothing. */
function featureFault(range: FeatureRange, row: ServedRow, expected: number): string | null {
  const index = row.names[expected] === range.name ? expected : row.names.indexOf(range.name);
  if (index < 0) return 'is not in the row';
  if (row.present[index] !== 1)
    return range.mayBeMissing ? null : 'is missing, and never was in training';
  const value = row.values[index];
  if (value === undefined || !Number.isFinite(value)) return 'is not a number';
  const [lowest, highest] = allowedRange(range);
  if (value >= lowest && value <= highest) return null;
  return `is ${short(value)}, outside ${short(lowest)} … ${short(highest)} (training range × ${REACH})`;
}

/** Why one model may not see the row; null when it may. */
export function inputRefusal(model: InputReference, row: ServedRow): InputRefusal | null {
  const { modelId } = model;
  if (model.layoutHash !== row.layoutHash) {
    const text = `${modelId} is refused: it was trained on feature list ${model.layoutHash.slice(0, 8)}, the row is of ${row.layoutHash.slice(0, 8)}`;
    return { modelId, feature: null, text };
  }
  for (const [expected, range] of model.ranges.entries()) {
    const fault = featureFault(range, row, expected);
    if (fault !== null)
      return {
        modelId,
        feature: range.name,
        text: `${modelId} is refused: feature ${range.name} ${fault}`,
      };
  }
  return null;
}
