// Why the combined forecast says what it says. In: members with their shares and causes. Out: parts that add up exactly.
// Source: models C2: regressions exactly β(x − mean)/sd, trees by exact path-dependent SHAP, sequences by ablated groups.
import type { Contribution } from '#lib/domain/forecast.ts';
import {
  BOUNDS_FAMILY,
  featureFamily,
  INTERACTION_FAMILY,
  LEVEL_FAMILY,
} from './feature-family.ts';
import { type LinearPlan, linearTerm } from './members/linear.ts';
import { TRAINING_MEAN } from './signal-model.ts';

/** Where a member's correction comes from. */
export type Cause =
  | { readonly kind: 'linear'; readonly plan: LinearPlan }
  /** The correction, then one number for each of `parts`. */
  | {
      readonly kind: 'answer';
      readonly output: readonly number[];
      readonly parts: readonly string[];
    }
  /** One number without a cause below it: an average, or a model that explains nothing. */
  | { readonly kind: 'whole'; readonly correction: number };

/** One member of the combination. Logs are of variance per minute. */
export interface Voice {
  readonly id: string;
  /** Within its bounds. */
  readonly log: number;
  /** Of the combination, 0 … 1. */
  readonly share: number;
  readonly cause: Cause;
}

/** The row the regressions read. */
export interface CauseRow {
  readonly base: number;
  readonly columns: ArrayLike<number>;
}

type Account = Map<string, number>;

function add(account: Account, name: string, amount: number): void {
  account.set(name, (account.get(name) ?? 0) + amount);
}

/** Adds the terms of a regression; returns its correction. */
function addLinear(account: Account, plan: LinearPlan, at: CauseRow & { share: number }): number {
  let correction = plan.fit.bias;
  add(account, LEVEL_FAMILY, at.share * plan.fit.bias);
  for (let i = 0; i < plan.places.length; i++) {
    const term = linearTerm(plan, i, at);
    correction += term;
    add(account, featureFamily(plan.names[i] ?? ''), at.share * term);
  }
  return correction;
}

/**
 * Adds the parts of an answer; returns its correction. What the parts leave over is rounding for trees, whose parts are
 * exact, and goes to their mean; for the others it is what the groups do together.
 */
function addAnswer(
  account: Account,
  cause: Extract<Cause, { readonly kind: 'answer' }>,
  { id, share }: Voice,
): number {
  const { output, parts } = cause;
  const [correction = 0] = output;
  let left = correction;
  parts.forEach((name, i) => {
    const part = output[1 + i] ?? 0;
    left -= part;
    add(account, featureFamily(name), share * part);
  });
  const rest = parts.length === 0 ? id : INTERACTION_FAMILY;
  add(account, parts[0] === TRAINING_MEAN ? TRAINING_MEAN : rest, share * left);
  return correction;
}

function addVoice(account: Account, voice: Voice, row: CauseRow): void {
  const { cause, share } = voice;
  let correction: number;
  if (cause.kind === 'linear') correction = addLinear(account, cause.plan, { ...row, share });
  else if (cause.kind === 'answer') correction = addAnswer(account, cause, voice);
  else {
    correction = cause.correction;
    add(account, voice.id, share * correction);
  }
  add(account, BOUNDS_FAMILY, share * (voice.log - row.base - correction));
}

/** Below this a contribution is the dust of adding and taking away the same number. */
const DUST = 1e-12;

/**
 * Contributions to ln(variance) by family, largest first; `extra` are causes outside the members. They add up to
 * Σ share × (log − base) + Σ extra. O(features).
 */
export function contributionsOf(
  voices: readonly Voice[],
  row: CauseRow,
  extra: readonly Contribution[],
): readonly Contribution[] {
  const account: Account = new Map();
  for (const voice of voices) if (voice.share > 0) addVoice(account, voice, row);
  for (const each of extra) add(account, each.name, each.logVariance);
  return Array.from(account, ([name, logVariance]) => ({ name, logVariance }))
    .filter((each) => Math.abs(each.logVariance) > DUST)
    .sort(
      (a, b) => Math.abs(b.logVariance) - Math.abs(a.logVariance) || (a.name < b.name ? -1 : 1),
    );
}
