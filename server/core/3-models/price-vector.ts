// Prices one published check vector of the settlement average. In: the vector. Out: our number, theirs, and the verdict.
// Kinds and tolerances: the vectors' own file (models A4); a Monte Carlo value may differ by four standard errors.
import { fail, ok, type Result } from '#lib/result.ts';
import { forwardStartProbability, forwardStartSeconds } from './forward-start.ts';
import { jumpProbability } from './jump-mixture.ts';
import {
  countAhead,
  effectiveSeconds,
  probabilityAbove,
  type ResidualLaw,
  SECONDS_PER_YEAR,
  type SettlementLaw,
  settlementLaw,
} from './settlement-average.ts';
import { trimmedProbability } from './trimmed-mean.ts';
import { mixtureProbability } from './variance-mixture.ts';

/** One row of the vectors file; its other fields depend on the kind. */
export interface CheckVector {
  readonly id?: unknown;
  readonly kind?: unknown;
  readonly knownPrints?: unknown;
  readonly [name: string]: unknown;
}

/** One comparison within a vector. */
export interface VectorCheck {
  readonly name: string;
  readonly ours: number;
  readonly theirs: number;
  readonly tolerance: number;
}

export interface VectorOutcome {
  readonly id: string;
  readonly kind: string;
  readonly checks: readonly VectorCheck[];
  readonly agrees: boolean;
}

/** Raw numbers of a vector by name; every access names a missing field. */
type Fields = (name: string, fallback?: number) => number;

const EXACT_TOLERANCE = 5e-5;
const SAME_FORMULA = 1e-8;
/** The jump column was made with another numerical scheme for two and more jumps. */
const JUMP_TOLERANCE = 2e-6;
const TRIM_PATHS = 100_000;

function fieldsOf(vector: CheckVector): Fields {
  return (name, fallback) => {
    const value = vector[name] ?? fallback;
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new Error(`Condition failed: vector ${String(vector.id)} has no number "${name}"`);
    return value;
  };
}

function lawOf(field: Fields, law: ResidualLaw, extra: Partial<SettlementLaw> = {}): SettlementLaw {
  const { unknownCount, secondsToNext } = countAhead(field('tauSec'));
  const perSecond = field('sigmaAnnual', 0) ** 2 / SECONDS_PER_YEAR;
  return settlementLaw({
    spotUsd: field('spot'),
    knownSumUsd: field('knownSum', 0),
    unknownCount,
    varianceToNext: perSecond * secondsToNext,
    variancePerSecond: perSecond,
    basisSdUsd: field('basisSdUsd', 0),
    law,
    ...extra,
  });
}

const NORMAL: ResidualLaw = { kind: 'normal' };
const LOGNORMAL: ResidualLaw = { kind: 'lognormal' };

function monteCarlo(field: Fields, ours: number): VectorCheck {
  return { name: 'Monte Carlo', ours, theirs: field('pMC'), tolerance: 4 * field('pMCse') };
}

function same(name: string, ours: number, theirs: number): VectorCheck {
  return { name, ours, theirs, tolerance: SAME_FORMULA };
}

/** Edges whose answer is exactly 0 or 1: no tolerance at all. */
function edge(field: Fields): VectorCheck[] {
  const ours = probabilityAbove(lawOf(field, LOGNORMAL), field('strike'));
  return [{ name: 'edge', ours, theirs: field('p'), tolerance: 0 }];
}

function simple(field: Fields): VectorCheck[] {
  const { unknownCount, secondsToNext } = countAhead(field('tauSec'));
  const strike = field('strike');
  const ours = probabilityAbove(lawOf(field, LOGNORMAL), strike);
  const exact = { name: 'exact', ours, theirs: field('pExact'), tolerance: EXACT_TOLERANCE };
  return [
    same('effective seconds', effectiveSeconds(unknownCount, secondsToNext), field('vEffSec')),
    same('normal', probabilityAbove(lawOf(field, NORMAL), strike), field('pNormal')),
    same('two-moment', ours, field('pLognormal2m')),
    exact,
    monteCarlo(field, ours),
  ];
}

function range(field: Fields): VectorCheck[] {
  const law = lawOf(field, LOGNORMAL);
  const ours = probabilityAbove(law, field('lower')) - probabilityAbove(law, field('upper'));
  return [same('two-moment', ours, field('pLognormal2m')), monteCarlo(field, ours)];
}

function student(field: Fields): VectorCheck[] {
  const strike = field('strike');
  const ours = probabilityAbove(lawOf(field, { kind: 'student', nu: field('nu') }), strike);
  const plain = probabilityAbove(lawOf(field, NORMAL), strike);
  return [
    same('Student-t', ours, field('pStudentT')),
    same('normal', plain, field('pNormalSameVar')),
    monteCarlo(field, ours),
  ];
}

function mixture(field: Fields): VectorCheck[] {
  const law = lawOf(field, NORMAL);
  const z = (law.meanUsd - field('strike')) / law.sdUsd;
  const ours = mixtureProbability(z, field('logVarSd'));
  return [same('mixture', ours, field('pMixtureGH15')), monteCarlo(field, ours)];
}

function jumps(field: Fields): VectorCheck[] {
  const ours = jumpProbability({
    spotUsd: field('spot'),
    strikeUsd: field('strike'),
    knownSumUsd: field('knownSum', 0),
    secondsToClose: field('tauSec'),
    variancePerSecond: field('sigmaAnnual') ** 2 / SECONDS_PER_YEAR,
    jumpsPerHour: field('jumpsPerHour'),
    jumpLogSd: field('jumpLogSd'),
  });
  const merton = { name: 'Merton', ours, theirs: field('pMerton'), tolerance: JUMP_TOLERANCE };
  return [merton, monteCarlo(field, ours)];
}

function trimmed(field: Fields, known: readonly number[]): VectorCheck[] {
  const { secondsToNext } = countAhead(field('tauSec'));
  const result = trimmedProbability({
    spotUsd: field('spot'),
    strikeUsd: field('strike'),
    known,
    secondsToNext,
    variancePerSecond: field('sigmaAnnual') ** 2 / SECONDS_PER_YEAR,
    paths: TRIM_PATHS,
    seed: 20_261_122,
  });
  const spread = Math.hypot(result.standardError, field('pMCse'));
  const ours = result.probability;
  return [{ name: 'Monte Carlo', ours, theirs: field('pMC'), tolerance: 4 * spread }];
}

function upDown(field: Fields): VectorCheck[] {
  const seconds = field('tauToRefSec');
  const ours = forwardStartProbability({
    spotUsd: field('spot'),
    secondsToReference: seconds,
    knownSumUsd: field('refKnownSum'),
    variancePerSecond: field('sigmaAnnual') ** 2 / SECONDS_PER_YEAR,
    nu: null,
  });
  return [
    same('effective seconds', forwardStartSeconds(seconds), field('vEffSec')),
    same('lognormal', ours, field('pLognormal')),
    monteCarlo(field, ours),
  ];
}

function termStructure(field: Fields): VectorCheck[] {
  const { secondsToNext } = countAhead(field('tauSec'));
  const beforeWindow = field('sigmaAnnualPreWindow') ** 2 / SECONDS_PER_YEAR;
  const inWindow = field('sigmaAnnualInWindow') ** 2 / SECONDS_PER_YEAR;
  const extra = {
    varianceToNext: beforeWindow * (secondsToNext - 1) + inWindow,
    variancePerSecond: inWindow,
  };
  const strike = field('strike');
  const ours = probabilityAbove(lawOf(field, LOGNORMAL, extra), strike);
  const normal = probabilityAbove(lawOf(field, NORMAL, extra), strike);
  return [
    same('normal', normal, field('pNormal')),
    same('two-moment', ours, field('pLognormal2m')),
    monteCarlo(field, ours),
  ];
}

function basis(field: Fields): VectorCheck[] {
  const ours = probabilityAbove(lawOf(field, NORMAL), field('strike'));
  return [same('normal with basis', ours, field('pNormal')), monteCarlo(field, ours)];
}

function checksOf(kind: string, field: Fields, known: readonly number[]): VectorCheck[] | null {
  switch (kind) {
    case 'above_simple':
      return field('p', -1) < 0 ? simple(field) : edge(field);
    case 'range':
      return range(field);
    case 'above_student_t':
      return student(field);
    case 'above_lognormal_variance_mixture':
      return mixture(field);
    case 'above_merton':
      return jumps(field);
    case 'above_trim20':
    case 'above_trim20_in_window':
      return trimmed(field, known);
    case 'updown_forward_start':
      return upDown(field);
    case 'above_variance_term_structure':
      return termStructure(field);
    case 'above_with_basis_sd':
      return basis(field);
    default:
      return null;
  }
}

/** Compares one vector. An unknown kind or a missing field is an error, never an agreement. */
export function priceVector(vector: CheckVector): Result<VectorOutcome> {
  const kind = String(vector.kind);
  const prints = vector.knownPrints;
  const known = Array.isArray(prints) ? prints.map(Number) : [];
  try {
    const checks = checksOf(kind, fieldsOf(vector), known);
    if (checks === null) return fail(`vector kind "${kind}" is not known`);
    const agrees = checks.every((each) => Math.abs(each.ours - each.theirs) <= each.tolerance);
    return ok({ id: String(vector.id), kind, checks, agrees });
  } catch (cause) {
    return fail(cause instanceof Error ? cause.message : String(cause));
  }
}
