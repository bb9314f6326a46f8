// Why enter, hold, exit or flat: the verdict, its sentence, since when, and every check with its distance.
'use client';
import { useCallback, useState } from 'react';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { STATE_SAYS } from '#components/live/state-says.ts';
import { TickText } from '#components/live/tick-text.tsx';
import { type LiveView, useLiveRow, useLiveView } from '#components/live/use-live.ts';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { LOADING, Panel, PanelNotice, type PanelState, READY } from '#components/ui/panel.tsx';
import { formatAge } from '#lib/format/duration.ts';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';
import { CheckLine } from './check-line.tsx';
import { orderChecks, otherReasons, summarise, VERDICT_MEANING } from './decision-view.ts';

const HAS_DECISIONS: LiveView<'decisions', boolean> = {
  topic: 'decisions',
  select: (table) => table !== null,
  equal: Object.is,
};

const COLUMNS: readonly Column[] = [
  { key: 'outcome', name: 'Outcome', look: 'w-[54px] text-left' },
  { key: 'check', name: 'Check', look: 'text-left' },
  { key: 'value', name: 'Value', look: 'w-[54px]' },
  { key: 'limit', name: 'Limit', look: 'w-[48px]' },
  { key: 'distance', name: 'Distance', look: 'w-[58px]' },
  { key: 'unit', name: 'Unit', look: 'w-[52px] text-left' },
];

/** Of a fixed height: the sentences change with every tick, and the checks below stand still. */
function Verdict({ row }: { row: DecisionRow }) {
  const trading = useDeskStatus()?.trading ?? null;
  const stateSays = trading === null ? null : STATE_SAYS[trading];
  const { since } = row;
  const print = useCallback((nowMs: number) => formatAge(nowMs - since), [since]);
  return (
    <div className="border-b border-line px-2 py-1.5">
      <p className="flex items-baseline gap-2">
        <strong
          data-testid="why-verdict"
          data-verdict={row.verdict}
          className="text-lg leading-6 font-semibold uppercase"
        >
          {row.verdict}
        </strong>
        <span className="text-2xs text-ink-faint">{VERDICT_MEANING[row.verdict]}</span>
        <a
          data-testid="why-explain"
          href={`/decisions/${row.storedId}?view=now`}
          target="_blank"
          rel="noopener"
          className="ml-auto text-2xs text-ink-soft underline underline-offset-2 hover:text-ink"
        >
          Explain
        </a>
        <span className="text-2xs text-ink-faint">
          for{' '}
          <TickText
            print={print}
            className="num inline-block min-w-[5ch] text-right text-ink-soft"
          />
        </span>
      </p>
      <div {...BY_KEYBOARD} className="h-[54px] overflow-y-auto">
        {stateSays !== null && (
          <p data-testid="why-state" className="text-sm font-semibold text-severity-warning">
            {stateSays}
          </p>
        )}
        <p data-testid="why-sentence" className="text-sm text-ink">
          {row.sentence}
        </p>
        {otherReasons(row, stateSays !== null).map((text) => (
          <p key={text} className="text-2xs text-ink-soft">
            {text}
          </p>
        ))}
      </div>
    </div>
  );
}

function Checks({ row, filter }: { row: DecisionRow; filter: string }) {
  const checks = orderChecks(row.checks, filter);
  if (checks.length === 0) return <PanelNotice>No check contains “{filter}”.</PanelNotice>;
  return (
    <DataTable caption="Checks of the gate, failing first" columns={COLUMNS}>
      <RowsByPlace rows={checks} draw={(check) => <CheckLine check={check} />} />
    </DataTable>
  );
}

function stateOf(row: DecisionRow | undefined, hasDecisions: boolean): PanelState {
  if (row !== undefined) return READY;
  return hasDecisions
    ? { kind: 'empty', text: 'This market has not been evaluated yet.' }
    : LOADING;
}

export function WhyPanel() {
  const { ticker } = useSelectedMarket();
  const row = useLiveRow('decisions', ticker ?? '');
  const hasDecisions = useLiveView(HAS_DECISIONS);
  const [filter, setFilter] = useState('');
  return (
    <Panel
      id="why"
      title={
        <>
          Why{' '}
          <span className="truncate font-normal text-ink-faint">
            {row === undefined ? '' : summarise(row.checks)}
          </span>
        </>
      }
      aside={
        <input
          type="search"
          aria-label="Filter checks"
          placeholder="Filter"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          className="h-5 w-24 rounded-sm border border-line bg-sunken px-1.5 text-2xs text-ink placeholder:text-ink-faint pointer-coarse:h-8"
        />
      }
      state={stateOf(row, hasDecisions)}
    >
      {row !== undefined && (
        <>
          <Verdict row={row} />
          <Checks row={row} filter={filter} />
        </>
      )}
    </Panel>
  );
}
