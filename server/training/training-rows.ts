// Training rows for the tree members: one row a minute of the core's features. In: a series. Out: typed arrays with targets.
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { numberAt } from '#lib/number-at.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import {
  type MinuteTarget,
  minuteFeatures,
} from '#server/core/2-features/minutes/minute-features.ts';
import { MINUTE_MS, minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import { type RecordedSeries, realisedAhead } from './data/recorded-series.ts';
import { isWithin, type Span } from './data/splits.ts';

/** Rows for a fit. y and e^offset are variances per minute; `index` and `endMs` say where each row stands. */
export interface TrainingRows {
  readonly names: readonly string[];
  readonly columns: number;
  readonly count: number;
  /** Row-major, count × columns. */
  readonly x: Float32Array;
  readonly y: Float64Array;
  readonly offset: Float64Array;
  readonly index: Int32Array;
  readonly endMs: Float64Array;
}

/** Which minutes become rows: inside a span with their whole target, every `everyMinutes`. */
export interface RowPlan {
  readonly spans: readonly Span[];
  readonly horizonMinutes: number;
  readonly everyMinutes: number;
}

/** The same, with the profile the rows' minute factors come from. */
export interface RowChoice extends RowPlan, MinuteTarget {}

/** Minutes of a span that have a base and a whole target inside the span (purge of the label at its end). */
export function rowIndices(series: RecordedSeries, plan: RowPlan): Int32Array {
  const found: number[] = [];
  const ahead = plan.horizonMinutes * MINUTE_MS;
  for (let i = 0; i < series.length; i += plan.everyMinutes) {
    const endMs = minuteEndMs(series, i);
    const span = plan.spans.find((each) => isWithin([each], endMs));
    if (!span || endMs + ahead > span.toMs) continue;
    if (Number.isNaN(levelBase(series, i))) continue;
    if (Number.isNaN(realisedAhead(series, i, plan.horizonMinutes))) continue;
    found.push(i);
  }
  return Int32Array.from(found);
}

/** Builds the rows of `choice`; `edit` may change each row before it is kept. The offset has no constant: add `levelConstant` of the training rows. */
export function buildRows(
  series: RecordedSeries,
  choice: RowChoice,
  edit: (columns: Float32Array, endMs: number) => void = () => undefined,
): TrainingRows {
  const index = rowIndices(series, choice);
  const columns = MINUTE_FEATURES.length;
  const x = new Float32Array(index.length * columns);
  index.forEach((i, row) => {
    const made = minuteFeatures(series, i, choice);
    edit(made, minuteEndMs(series, i));
    x.set(made, row * columns);
  });
  return {
    names: MINUTE_FEATURES,
    columns,
    count: index.length,
    x,
    y: Float64Array.from(index, (i) => realisedAhead(series, i, choice.horizonMinutes)),
    offset: Float64Array.from(index, (i) => levelBase(series, i)),
    index,
    endMs: Float64Array.from(index, (i) => minuteEndMs(series, i)),
  };
}

/** ln(mean of y ÷ e^offset): the constant that makes the offset alone unbiased under QLIKE. */
export function levelConstant(rows: Pick<TrainingRows, 'y' | 'offset'>): number {
  let sum = 0;
  rows.y.forEach((y, row) => {
    sum += y / Math.exp(numberAt(rows.offset, row));
  });
  return Math.log(sum / rows.y.length);
}
