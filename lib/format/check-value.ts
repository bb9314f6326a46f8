// One number of a gate check, in the unit a trader reads. In: value + unit as the gate names it. Out: text.
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

/** A measured value or a threshold. Of a condition only whether it is as it has to be: beside 'offer waiting' a bare 'no' would read backwards. */
export function formatCheckValue(value: number | null, unit: string): string {
  if (!isThere(value)) return MISSING;
  if (unit === YES_NO) return value >= 1 ? 'ok' : 'not ok';
  const { scale, decimals } = shownUnit(unit);
  return formatFixed(value / scale, decimals);
}

/** Distance to the threshold: + passed with room, − failed by that much; a plain condition has no distance. */
export function formatCheckDistance(distance: number | null, unit: string): string {
  if (!isThere(distance)) return MISSING;
  if (unit === YES_NO) return '';
  const { scale, decimals } = shownUnit(unit);
  return formatSigned(distance / scale, decimals);
}
