// The one list of features: what each number is, in order, with version and hash. In: nothing. Out: layouts and lists.
// Formulas, sources, units and ranges stand beside the code of each family; `·` separates family and horizon.
import type { FeatureEntry, FeatureLayout } from '#lib/domain/features.ts';
import { MINUTE_LAYOUT_VERSION, SEQUENCE_STATICS } from '#lib/domain/minute-row.ts';
import { CONTRACT_ENTRIES, CONTRACT_LAYOUT } from './contracts/contract-features.ts';
import { BASIS } from './families/basis.ts';
import { BOOK } from './families/book.ts';
import { CLOCK } from './families/clock.ts';
import { FLOW } from './families/flow.ts';
import { JUMPS } from './families/jumps.ts';
import { MINUTE_ENTRIES, STEP_ENTRIES } from './families/minutes.ts';
import { NOISE } from './families/noise.ts';
import { RANGES } from './families/ranges.ts';
import { REALISED } from './families/realised.ts';
import type { Feature } from './feature-view.ts';
import { layoutOf } from './layout-of.ts';
import { LEVEL_ENTRIES, MODEL_ENTRIES } from './model-features.ts';

/** Raised whenever a name, an order or a formula changes: old models then refuse to load. */
const MODEL_VERSION = 1;
const ROW_VERSION = 2;

/** Recorded, shown and exported; the volatility models read minute bars and the model's features. */
export const CONTEXT: readonly Feature[] = [
  ...REALISED,
  ...JUMPS,
  ...RANGES,
  ...NOISE,
  ...CLOCK,
  ...BOOK,
  ...FLOW,
  ...BASIS,
];

/** The layout a model's manifest must name. */
export const MODEL_LAYOUT: FeatureLayout = layoutOf(MODEL_ENTRIES, MODEL_VERSION);

/** The layout of every market row: the model's features first, in the model's order. */
export const FEATURE_LAYOUT: FeatureLayout = layoutOf(
  [...MODEL_ENTRIES, ...CONTEXT, ...LEVEL_ENTRIES],
  ROW_VERSION,
);

/** The layouts of the trained members: a row of minute features, and a window of steps with its statics. */
const MINUTE_LAYOUT: FeatureLayout = layoutOf(MINUTE_ENTRIES, MINUTE_LAYOUT_VERSION);
const WINDOW_LAYOUT: FeatureLayout = layoutOf(
  [...STEP_ENTRIES, ...SEQUENCE_STATICS.map((name) => ({ name }))],
  MINUTE_LAYOUT_VERSION,
);

/** One line of the list as shown: the entry, where it stands, and the layout that binds it. */
export interface FeatureListRow extends FeatureEntry {
  readonly section: 'model' | 'context' | 'level' | 'contract' | 'minute' | 'window';
  readonly version: number;
  readonly layoutHash: string;
}

function rowsOf(
  section: FeatureListRow['section'],
  entries: readonly FeatureEntry[],
  { version, hash }: FeatureLayout,
): readonly FeatureListRow[] {
  return entries.map(({ name, family, unit, range, formula, source }) => ({
    ...{ section, name, family, unit, range, formula, source },
    ...{ version, layoutHash: hash },
  }));
}

/** Every feature there is, in row order: the market's row, a contract's, the minute layer's row and window. */
export function featuresList(): readonly FeatureListRow[] {
  return [
    ...rowsOf('model', MODEL_ENTRIES, MODEL_LAYOUT),
    ...rowsOf('context', CONTEXT, FEATURE_LAYOUT),
    ...rowsOf('level', LEVEL_ENTRIES, FEATURE_LAYOUT),
    ...rowsOf('contract', CONTRACT_ENTRIES, CONTRACT_LAYOUT),
    ...rowsOf('minute', MINUTE_ENTRIES, MINUTE_LAYOUT),
    ...rowsOf('window', STEP_ENTRIES, WINDOW_LAYOUT),
  ];
}
