// Why enter, hold, exit or flat: the verdict, its sentence, since when, and every check with its distance.
'use client';
import { useCallback, useState } from 'react';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { TickText } from '#components/live/tick-text.tsx';
import { type LiveView, useLiveRow, useLiveView } from '#components/live/use-live.ts';
import { LOADING, Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { formatAge } from '#lib/format/duration.ts';
import type { DecisionRow } from '#lib/wire/topics.ts';
import { CheckLine } from './check-line.tsx';
import { orderChecks, summarise, VERDICT_MEANING } from './decision-view.ts';

const HAS_DECISIONS: LiveView<'decisions', boolean> = {
  topic: 'decisions',
  select: (table) => table !== null,
  equal: Object.is,
};

function Verdict({ row }: { row: DecisionRow }) {
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
        <span className="ml-auto text-2xs text-ink-faint">
          for <TickText print={print} className="num text-ink-soft" />
        </span>
      </p>
      <p data-testid="why-sentence" className="min-h-9 text-sm text-ink">
        {row.sentence}
      </p>
    </div>
  );
}

function Checks({ row, filter }: { row: DecisionRow; filter: string }) {
  const checks = orderChecks(row.checks, filter);
  return (
    <table className="data-table table-fixed">
      <caption className="sr-only">Checks of the gate, failing first</caption>
      <thead>
        <tr>
          <th scope="col" className="w-[54px] text-left">
            Outcome
          </th>
          <th scope="col" className="text-left">
            Check
          </th>
          <th scope="col" className="w-[54px]">
            Value
          </th>
          <th scope="col" className="w-[48px]">
            Limit
          </th>
          <th scope="col" className="w-[58px]">
            Distance
          </th>
          <th scope="col" className="w-[52px] text-left">
            Unit
          </th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} />
        ))}
        {checks.length === 0 && (
          <tr>
            <td colSpan={6} className="text-left text-ink-faint">
              No check contains “{filter}”.
            </td>
          </tr>
        )}
      </tbody>
    </table>
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
