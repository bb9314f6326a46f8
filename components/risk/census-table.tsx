// The census of the gate at full length: each check with how often it was asked, fired, when last, and its last drill.
'use client';
import { useEngineMinute } from '#components/live/use-engine-minute.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { listState, Panel } from '#components/ui/panel.tsx';
import { useSteadyRows } from '#components/ui/use-steady-rows.ts';
import type { CheckCount } from '#lib/domain/census.ts';
import { byRefusals, shareText } from '#lib/format/census.ts';
import { formatFixed } from '#lib/format/digits.ts';
import { formatLast, formatMoment } from './moment-text.ts';

const COLUMNS: readonly Column[] = [
  { key: 'check', name: 'Check', look: 'text-left' },
  { key: 'evaluated', name: 'Evaluated', look: 'w-[72px] max-md:hidden' },
  { key: 'fired', name: 'Fired', look: 'w-[62px]' },
  { key: 'share', name: 'Share', look: 'w-[44px]' },
  { key: 'last', name: 'Last fired', look: 'w-[76px] max-md:w-[70px]' },
  { key: 'drilled', name: 'Last drilled', look: 'w-[76px]' },
];

function Line({ row, now }: { row: CheckCount; now: number | null }) {
  const { id, label, evaluated, fired, lastFiredAt, lastDrilledAt } = row;
  return (
    <tr data-testid="census-row" data-check={id}>
      <th scope="row" className="truncate text-left font-normal text-ink" title={label}>
        {label}
      </th>
      <td className="num text-xs max-md:hidden">{formatFixed(evaluated, 0)}</td>
      <td className={`num text-xs ${fired === 0 ? 'text-ink-faint' : ''}`}>
        {formatFixed(fired, 0)}
      </td>
      <td className="num text-xs text-ink-soft">{shareText(row)}</td>
      <td className="num text-xs text-ink-soft" title={formatMoment(lastFiredAt)}>
        {formatLast(lastFiredAt, now)}
      </td>
      <td
        className={`num text-xs ${lastDrilledAt === null ? 'text-severity-warning' : 'text-ink-soft'}`}
        title={formatMoment(lastDrilledAt)}
      >
        {formatLast(lastDrilledAt, now)}
      </td>
    </tr>
  );
}

function idOf({ id }: CheckCount): string {
  return id;
}

function summary(rows: readonly CheckCount[]): string {
  const quiet = rows.filter(({ fired }) => fired === 0).length;
  const untried = rows.filter(({ lastDrilledAt }) => lastDrilledAt === null).length;
  return `${rows.length} checks, ${quiet} never fired, ${untried} never drilled`;
}

export function CensusTable() {
  const topic = useTopic('checks');
  const rows = topic.kind === 'ready' ? byRefusals(topic.rows) : [];
  const now = useEngineMinute();
  const steady = useSteadyRows(rows, idOf);
  return (
    <Panel
      id="census"
      title="Census of the gate’s checks"
      aside={<span className="text-ink-faint">{rows.length === 0 ? '' : summary(rows)}</span>}
      className="max-h-[70dvh] border border-line"
      state={listState(topic, { count: rows.length, empty: 'No market was judged yet.' })}
    >
      <div {...steady.hold}>
        <DataTable caption="Checks of the gate, those that fire most first" columns={COLUMNS}>
          <RowsByPlace rows={steady.rows} draw={(row) => <Line row={row} now={now} />} />
        </DataTable>
      </div>
      <p className="px-2 py-1 text-2xs text-ink-faint">
        Fired: it failed, or missed an input. Drilled: before every arming each check is shown the
        worst of markets and must refuse it. The mode cannot be wrong by its type, so its check is
        never drilled.
      </p>
    </Panel>
  );
}
