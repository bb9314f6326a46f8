// A log-linear member: ln h = base + bias + Σ w (x − mean)/sd. In: a fit, a row of columns by name. Out: the correction.
// Source: models B3.4, B5 (HAR, HAR with time of day, HAR-X); fitted in server/training by scoring under QLIKE.
import { assertCondition } from '#lib/check.ts';
import type { LinearFit } from '#lib/domain/signal-parameters.ts';

/** The column that is the base itself: it stands in no row, its value comes beside it. */
const BASE_COLUMN = 'base';
const AT_BASE = -1;

/** A fit whose columns are found. */
export interface LinearPlan {
  /** Place of each input in the row; −1 = the base. */
  readonly places: Int32Array;
  /** The fit's own names, in order. */
  readonly names: readonly string[];
  readonly fit: LinearFit;
}

/** Finds each named input among `columns`. Throws on a name the rows do not have, or arrays that differ in length. */
export function planLinear(
  names: readonly string[],
  fit: LinearFit,
  columns: readonly string[],
): LinearPlan {
  const places = Int32Array.from(names, (name) => {
    if (name === BASE_COLUMN) return AT_BASE;
    const place = columns.indexOf(name);
    assertCondition(place >= 0, `a regression wants ${name}, and rows have no such column`);
    return place;
  });
  const sizes = [fit.mean, fit.sd, fit.weights].map((each) => each.length);
  assertCondition(
    sizes.every((size) => size === names.length),
    `a regression of ${names.length} columns has ${sizes.join()} numbers`,
  );
  assertCondition(
    fit.sd.every((sd) => sd > 0),
    'a regression has a column without spread',
  );
  return { places, names, fit };
}

/** Weight × (x − mean)/sd of input `i`; a missing x counts as its mean, so it adds nothing. */
export function linearTerm(
  { places, fit }: LinearPlan,
  i: number,
  { base, columns }: { readonly base: number; readonly columns: ArrayLike<number> },
): number {
  const place = places[i] ?? AT_BASE;
  const x = place === AT_BASE ? base : (columns[place] ?? Number.NaN);
  if (!Number.isFinite(x)) return 0;
  return ((x - (fit.mean[i] ?? 0)) / (fit.sd[i] ?? 1)) * (fit.weights[i] ?? 0);
}

/** bias + Σ terms: ln of variance per minute relative to the base, before any bound. */
export function linearCorrection(
  plan: LinearPlan,
  row: { readonly base: number; readonly columns: ArrayLike<number> },
): number {
  let sum = plan.fit.bias;
  for (let i = 0; i < plan.places.length; i++) sum += linearTerm(plan, i, row);
  return sum;
}
