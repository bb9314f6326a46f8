// Every check of a decision, failing first: value, threshold, distance and the sentence of each.
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import type { CheckOutcome, CheckResult } from '#lib/domain/verdict.ts';
import { formatCheck, formatCheckUnit } from '#lib/format/check-value.ts';
import { type CheckGroup, groupChecks } from './checks-view.ts';

export interface ChecksSectionProps {
  readonly checks: readonly CheckResult[];
}

const COLUMNS: readonly Column[] = [
  { key: 'check', name: 'Check', look: 'text-left md:w-[168px]' },
  { key: 'value', name: 'Value', look: 'w-[64px]' },
  { key: 'limit', name: 'Limit', look: 'w-[64px]' },
  { key: 'distance', name: 'Distance', look: 'w-[68px]' },
  { key: 'unit', name: 'Unit', look: 'w-[56px] text-left' },
  { key: 'text', name: 'In words', look: 'text-left max-md:hidden' },
];

const TONE: Readonly<Record<CheckOutcome, string>> = {
  fail: 'text-severity-critical',
  missing: 'text-severity-warning',
  pass: 'text-ink-soft',
};

function Line({ check }: { check: CheckResult }) {
  const { id, label, outcome, unit, text } = check;
  const shown = formatCheck(check);
  return (
    <tr data-testid="decision-check" data-check={id} data-outcome={outcome} title={text}>
      <th scope="row" className="truncate text-left font-normal text-ink">
        {label}
        {outcome !== 'pass' && (
          <span className="block pb-0.5 text-2xs leading-tight whitespace-normal text-ink-soft md:hidden">
            {text}
          </span>
        )}
      </th>
      <td className="num text-xs">{shown.value}</td>
      <td className="num text-xs text-ink-faint">{shown.limit}</td>
      <td className={`num text-xs ${TONE[outcome]}`}>{shown.distance}</td>
      <td className="truncate text-left text-2xs text-ink-faint">{formatCheckUnit(unit)}</td>
      <td className="truncate text-left text-2xs text-ink-soft max-md:hidden">{text}</td>
    </tr>
  );
}

/** A colour only where there is something to say by it. */
function toneOf({ outcome, checks }: CheckGroup): string {
  return checks.length === 0 ? 'text-ink-faint' : TONE[outcome];
}

function Group({ group }: { group: CheckGroup }) {
  return (
    <tbody data-testid="check-group" data-outcome={group.outcome}>
      <tr className="bg-raised">
        <th scope="rowgroup" colSpan={6} className={`text-left text-2xs ${toneOf(group)}`}>
          {group.name} <span className="num">{group.checks.length}</span>
        </th>
      </tr>
      {group.checks.map((check) => (
        <Line key={check.id} check={check} />
      ))}
    </tbody>
  );
}

export function ChecksSection({ checks }: ChecksSectionProps) {
  return (
    <div className="[--row-h:20px] pointer-coarse:[--row-h:24px]">
      <DataTable caption="Checks of the gate by outcome" columns={COLUMNS}>
        {groupChecks(checks).map((group) => (
          <Group key={group.outcome} group={group} />
        ))}
      </DataTable>
    </div>
  );
}
