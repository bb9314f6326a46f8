// One number of a limit with its unit, as a trader reads it. In: value and unit as the gate names it. Out: two texts.
import { formatCheckUnit, formatCheckValue } from './check-value.ts';
import { formatContracts } from './contracts.ts';
import { formatFixed, MISSING } from './digits.ts';

/** The number without its unit; null = a dash. */
export function formatLimitValue(value: number | null, unit: string): string {
  if (value === null) return MISSING;
  if (unit === '1e-2 contracts') return formatContracts(value);
  if (unit === 'times') return formatFixed(value, 2);
  if (unit === 'ms') return formatFixed(value, 0);
  if (unit === 'yes/no') return value >= 1 ? 'yes' : 'no';
  return formatCheckValue(value, unit);
}

/** The unit beside it; empty for a switch. */
export function formatLimitUnit(unit: string): string {
  if (unit === 'times') return '×';
  return unit === 'ms' ? 'ms' : formatCheckUnit(unit);
}
