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

/** Amounts by family while one horizon is explained: made once, since every second explains four. */
class Account {
  readonly #places = new Map<string, number>();
  readonly #names: string[] = [];
  #amounts = new Float64Array(64);
  /** Families of this horizon, in the order they were named. */
  readonly #used: number[] = [];
  #isUsed = new Uint8Array(64);

  /** Where the family's amount is kept. */
  placeOf(family: string): number {
    const known = this.#places.get(family);
    if (known !== undefined) return known;
    const place = this.#names.push(family) - 1;
    this.#places.set(family, place);
    if (place < this.#amounts.length) return place;
    const [amounts, isUsed] = [this.#amounts, this.#isUsed];
    this.#amounts = new Float64Array(2 * amounts.length);
    this.#isUsed = new Uint8Array(2 * amounts.length);
    this.#amounts.set(amounts);
    this.#isUsed.set(isUsed);
    return place;
  }

  add(place: number, amount: number): void {
    if (this.#isUsed[place] === 0) {
      this.#isUsed[place] = 1;
      this.#used.push(place);
    }
    this.#amounts[place] = (this.#amounts[place] ?? 0) + amount;
  }

  /** What was added since the last call, dust left out, in order of size and then name. */
  close(): readonly Contribution[] {
    const found: Contribution[] = [];
    for (const place of this.#used) {
      const logVariance = this.#amounts[place] ?? 0;
      this.#amounts[place] = 0;
      this.#isUsed[place] = 0;
      if (Math.abs(logVariance) > DUST) insert(found, this.#names[place] ?? '', logVariance);
    }
    this.#used.length = 0;
    return found;
  }
}

/** Below this a contribution is the dust of adding and taking away the same number. */
const DUST = 1e-12;

/** Puts a cause in its place among some thirty, largest first. */
function insert(found: Contribution[], name: string, logVariance: number): void {
  const size = Math.abs(logVariance);
  const one = { name, logVariance };
  let at = found.push(one) - 1;
  for (; at > 0; at--) {
    const before = found[at - 1] ?? one;
    const ahead = Math.abs(before.logVariance) - size;
    if (ahead > 0 || (ahead === 0 && before.name < name)) break;
    found[at] = before;
  }
  found[at] = one;
}

const account = new Account();
const LEVEL = account.placeOf(LEVEL_FAMILY);
const BOUNDS = account.placeOf(BOUNDS_FAMILY);

/** By list of names: the lists are those of the plan and of the loaded models, the same every second. */
const placesByList = new WeakMap<readonly string[], Int32Array>();

function familyPlaces(names: readonly string[]): Int32Array {
  const known = placesByList.get(names);
  if (known !== undefined) return known;
  const places = Int32Array.from(names, (name) => account.placeOf(featureFamily(name)));
  placesByList.set(names, places);
  return places;
}

/** Adds the terms of a regression; returns its correction. */
function addLinear(plan: LinearPlan, row: CauseRow, share: number): number {
  const families = familyPlaces(plan.names);
  let correction = plan.fit.bias;
  account.add(LEVEL, share * plan.fit.bias);
  for (let i = 0; i < plan.places.length; i++) {
    const term = linearTerm(plan, i, row);
    correction += term;
    account.add(families[i] ?? LEVEL, share * term);
  }
  return correction;
}

/**
 * Adds the parts of an answer; returns its correction. What the parts leave over is rounding for trees, whose parts are
 * exact, and goes to their mean; for the others it is what the groups do together.
 */
function addAnswer(
  { output, parts }: Extract<Cause, { readonly kind: 'answer' }>,
  { id, share }: Voice,
): number {
  const families = familyPlaces(parts);
  const correction = output[0] ?? 0;
  let left = correction;
  for (let i = 0; i < parts.length; i++) {
    const part = output[1 + i] ?? 0;
    left -= part;
    account.add(families[i] ?? LEVEL, share * part);
  }
  const rest = parts.length === 0 ? id : INTERACTION_FAMILY;
  account.add(account.placeOf(parts[0] === TRAINING_MEAN ? TRAINING_MEAN : rest), share * left);
  return correction;
}

function addVoice(voice: Voice, row: CauseRow): void {
  const { cause, share } = voice;
  let correction: number;
  if (cause.kind === 'linear') correction = addLinear(cause.plan, row, share);
  else if (cause.kind === 'answer') correction = addAnswer(cause, voice);
  else {
    correction = cause.correction;
    account.add(account.placeOf(voice.id), share * correction);
  }
  account.add(BOUNDS, share * (voice.log - row.base - correction));
}

/**
 * Contributions to ln(variance) by family, largest first; `extra` are causes outside the members. They add up to
 * Σ share × (log − base) + Σ extra. O(features).
 */
export function contributionsOf(
  voices: readonly Voice[],
  row: CauseRow,
  extra: readonly Contribution[],
): readonly Contribution[] {
  for (const voice of voices) if (voice.share > 0) addVoice(voice, row);
  for (const each of extra) account.add(account.placeOf(each.name), each.logVariance);
  return account.close();
}
