// One number of a gate check in its own unit. In: value + unit as the gate names it. Out: text.
import { formatFixed, formatSigned, MISSING } from './digits.ts';

const WHOLE_UNITS = new Set(['ms', 's', 'orders', 'count']);

function decimalsFor(value: number, unit: string): number {
  if (WHOLE_UNITS.has(unit) || Number.isInteger(value)) return 0;
  return Math.abs(value) >= 100 ? 1 : 2;
}

/** A measured value or a threshold; the unit is printed once, beside the threshold. */
export function formatCheckValue(value: number | null, unit: string): string {
  return value === null || !Number.isFinite(value)
    ? MISSING
    : formatFixed(value, decimalsFor(value, unit));
}

/** Distance to the threshold: + passed with room, − failed by that much. */
export function formatCheckDistance(distance: number | null, unit: string): string {
  return distance === null || !Number.isFinite(distance)
    ? MISSING
    : formatSigned(distance, decimalsFor(distance, unit));
}
