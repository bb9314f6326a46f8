// The census of the gate: how often each check was asked, how often it refused, when last, and when it was last tried.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { listState, PanelContent } from '#components/ui/panel.tsx';
import type { CheckCount } from '#lib/domain/census.ts';
import { agoText, byRefusals, shareText } from '#lib/format/census.ts';

/** On the desk the log is the narrowest panel: the name of a check comes before how often it was asked. */
const NARROW = 'min-[1200px]:hidden';

const COLUMNS: readonly Column[] = [
  { key: 'check', name: 'Check', look: 'text-left' },
  { key: 'asked', name: 'Asked', look: `w-[72px] ${NARROW}` },
  { key: 'refused', name: 'Refused', look: 'w-[52px]' },
  { key: 'last', name: 'Last', look: 'w-[46px]' },
  { key: 'drilled', name: 'Drilled', look: 'w-[50px]' },
];

function Line({ row, now }: { row: CheckCount; now: number }) {
  return (
    <tr data-testid="check-count">
      <td className="truncate text-left text-ink" title={row.label}>
        {row.label}
      </td>
      <td className={`num ${NARROW}`}>{row.evaluated}</td>
      <td
        className={`num ${row.fired === 0 ? 'text-ink-faint' : ''}`}
        title={`${row.fired} of ${row.evaluated} looks`}
      >
        {shareText(row)}
      </td>
      <td className="num text-ink-soft">{agoText(row.lastFiredAt, now)}</td>
      <td className="num text-ink-soft">{agoText(row.lastDrilledAt, now)}</td>
    </tr>
  );
}

/** Those that refuse most come first: they are what the desk waits for. */
export function ChecksList() {
  const topic = useTopic('checks');
  const rows = topic.kind === 'ready' ? byRefusals(topic.rows) : [];
  const now = rows.reduce((latest, row) => Math.max(latest, row.lastFiredAt ?? 0), 0);
  return (
    <PanelContent
      state={listState(topic, { count: rows.length, empty: 'No market was judged yet.' })}
    >
      <DataTable caption="Checks of the gate, most refusals first" columns={COLUMNS}>
        <RowsByPlace rows={rows} draw={(row) => <Line row={row} now={now} />} />
      </DataTable>
    </PanelContent>
  );
}
