// The drift monitors, worst first: level as a word, value against its bound, what it means and what follows.
'use client';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { LOADING, PanelContent, type PanelState, READY } from '#components/ui/panel.tsx';
import { useSteadyRows } from '#components/ui/use-steady-rows.ts';
import type { HealthLevel, SignalHealthRow } from '#lib/domain/signal-health.ts';
import {
  ACTION_WORD,
  byLevel,
  healthNumber,
  healthSummary,
  LEVEL_WORD,
  MONITOR_NAME,
} from './health-view.ts';

const ROWS: LiveView<'signalHealth', readonly SignalHealthRow[] | null> = {
  topic: 'signalHealth',
  select: (table) => (table === null ? null : byLevel(Object.values(table.rows))),
  equal: Object.is,
};

const TONE: Readonly<Record<HealthLevel, string>> = {
  alarm: 'font-semibold text-severity-critical',
  warn: 'font-semibold text-severity-warning',
  waiting: 'text-ink-faint italic',
  ok: 'text-ink-soft',
};

function idOf({ monitor, subject }: SignalHealthRow): string {
  return `${monitor}|${subject}`;
}

function Line({ row }: { row: SignalHealthRow }) {
  const { level, monitor, subject, value, threshold, text, action } = row;
  return (
    <li
      data-testid="health-row"
      data-level={level}
      className="h-[34px] border-b border-line/55 px-2 py-0.5 text-xs"
    >
      <p className="flex items-baseline gap-2">
        <span className={`w-[46px] shrink-0 text-2xs ${TONE[level]}`}>{LEVEL_WORD[level]}</span>
        <span className="min-w-0 truncate text-ink">
          {MONITOR_NAME[monitor]} <span className="text-ink-soft">{subject}</span>
        </span>
        <span className="num ml-auto shrink-0">
          {healthNumber(value)}
          <span className="text-ink-faint"> / {healthNumber(threshold)}</span>
        </span>
      </p>
      <p title={text} className="truncate pl-[54px] text-2xs leading-[14px] text-ink-soft">
        {ACTION_WORD[action] !== '' && <strong>{ACTION_WORD[action]}: </strong>}
        {text}
      </p>
    </li>
  );
}

function stateOf(rows: readonly SignalHealthRow[] | null): PanelState {
  if (rows === null) return LOADING;
  return rows.length === 0
    ? { kind: 'empty', text: 'No drift monitor reports: nothing is judged, which is not “ok”.' }
    : READY;
}

export function HealthList() {
  const rows = useLiveView(ROWS);
  const steady = useSteadyRows(rows ?? [], idOf);
  return (
    <PanelContent state={stateOf(rows)}>
      <p className="num border-b border-line px-2 py-0.5 text-2xs text-ink-faint">
        {healthSummary(rows ?? [])} · value / bound
      </p>
      <ul {...steady.hold} aria-label="Drift monitors, worst first">
        {steady.rows.map((row) => row !== null && <Line key={idOf(row)} row={row} />)}
      </ul>
    </PanelContent>
  );
}
