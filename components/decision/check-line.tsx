// One check of the gate on one line: outcome as a word, value against threshold, distance; its sentence on hover.
import type { CheckResult } from '#lib/domain/verdict.ts';
import { formatCheck, formatCheckUnit } from '#lib/format/check-value.ts';
import { OUTCOME_WORD } from './decision-view.ts';

export interface CheckLineProps {
  readonly check: CheckResult;
}

const TONE = {
  fail: 'text-severity-critical font-semibold',
  missing: 'text-severity-warning font-semibold',
  pass: 'text-ink-faint',
} as const;

export function CheckLine({ check }: CheckLineProps) {
  const { outcome, unit } = check;
  const shown = formatCheck(check);
  const isPassed = outcome === 'pass';
  return (
    <tr data-testid="check-row" data-check={check.id} data-outcome={outcome} title={check.text}>
      <td className={`text-left text-2xs ${TONE[outcome]}`}>{OUTCOME_WORD[outcome]}</td>
      <th
        scope="row"
        className={`truncate text-left font-normal ${isPassed ? 'text-ink-soft' : 'text-ink'}`}
      >
        {check.label}
      </th>
      <td className="num text-xs">{shown.value}</td>
      <td className="num text-xs text-ink-faint">{shown.limit}</td>
      <td className={`num text-xs ${isPassed ? 'text-ink-soft' : TONE[outcome]}`}>
        {shown.distance}
      </td>
      <td className="truncate text-left text-2xs text-ink-faint">{formatCheckUnit(unit)}</td>
    </tr>
  );
}
