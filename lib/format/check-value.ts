// One number of a gate check, in the unit a trader reads. In: value + unit as the gate names it. Out: text.
import type { CheckResult } from '../domain/verdict.ts';
import { formatFixed, formatSigned, MISSING } from './digits.ts';

/** How a stored unit is shown: divided by `scale`, with `decimals`, under the name `word`. */
interface ShownUnit {
  readonly scale: number;
  readonly decimals: number;
  readonly word: string;
}

const UNITS: Readonly<Record<string, ShownUnit>> = {
  '1e-4 $': { scale: 100, decimals: 1, word: '¢' },
  '1e-6 $': { scale: 1_000_000, decimals: 2, word: '$' },
  '1e-2 contracts': { scale: 100, decimals: 0, word: 'contracts' },
  share: { scale: 0.01, decimals: 1, word: '%' },
  ms: { scale: 1_000, decimals: 1, word: 's' },
  bytes: { scale: 1e9, decimals: 1, word: 'GB' },
  'ln variance': { scale: 1, decimals: 2, word: 'ln var' },
};

const YES_NO = 'yes/no';

function shownUnit(unit: string): ShownUnit {
  return UNITS[unit] ?? { scale: 1, decimals: 0, word: unit };
}

function isThere(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** The unit's name beside the numbers; a plain condition has none. */
export function formatCheckUnit(unit: string): string {
  return unit === YES_NO ? '' : shownUnit(unit).word;
}

/** The digits that are added at most where rounding hides which side of its threshold a value is on. */
const MORE_DECIMALS = 4;

type Judged = Pick<CheckResult, 'id' | 'outcome' | 'value' | 'threshold' | 'distance' | 'unit'>;

/** Decimals at which a failing value does not look like its threshold: those of its unit, and more where they hide it. */
function decimalsOf({ outcome, value, threshold, unit }: Judged): number {
  const { scale, decimals } = shownUnit(unit);
  if (outcome !== 'fail' || !isThere(value) || !isThere(threshold)) return decimals;
  if (value === threshold) return decimals;
  const looksAlike = (digits: number) =>
    formatFixed(value / scale, digits) === formatFixed(threshold / scale, digits) ||
    !/[1-9]/.test(formatFixed((value - threshold) / scale, digits));
  let digits = decimals;
  while (digits < decimals + MORE_DECIMALS && looksAlike(digits)) digits += 1;
  return digits;
}

/** Checks that stop at the configured limit: they pass below it, and record the highest value that still passes. */
const BELOW_LIMIT: ReadonlySet<string> = new Set(['loss-streak', 'approval-queue']);

/** The three numbers of one check. A limit that must not be reached is shown as configured: "< 8". */
export function formatCheck(check: Judged): {
  readonly value: string;
  readonly limit: string;
  readonly distance: string;
} {
  const { id, value, threshold, distance, unit } = check;
  const decimals = decimalsOf(check);
  return {
    value: formatCheckValue(value, unit, decimals),
    limit:
      BELOW_LIMIT.has(id) && threshold !== null
        ? `< ${formatCheckValue(threshold + 1, unit)}`
        : formatCheckValue(threshold, unit, decimals),
    distance: formatCheckDistance(distance, unit, decimals),
  };
}

/** A measured value or a threshold. Of a condition only whether it is as it has to be: beside 'offer waiting' a bare 'no' would read backwards. */
export function formatCheckValue(
  value: number | null,
  unit: string,
  decimals = shownUnit(unit).decimals,
): string {
  if (!isThere(value)) return MISSING;
  if (unit === YES_NO) return value >= 1 ? 'ok' : 'not ok';
  return formatFixed(value / shownUnit(unit).scale, decimals);
}

/** Distance to the threshold: + passed with room, − failed by that much; a plain condition has no distance. */
function formatCheckDistance(distance: number | null, unit: string, decimals: number): string {
  if (!isThere(distance)) return MISSING;
  if (unit === YES_NO) return '';
  return formatSigned(distance / shownUnit(unit).scale, decimals);
}
