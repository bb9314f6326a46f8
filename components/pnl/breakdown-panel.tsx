// Results of the span broken down one way at a time. In: report, chosen grouping. Out: choices, table, how to read it.
'use client';
import { Button } from '#components/ui/button.tsx';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { Panel, READY } from '#components/ui/panel.tsx';
import { PNL_GROUPINGS, type PnlGrouping, type PnlReply } from '#lib/wire/pnl-http.ts';
import { BreakdownTable } from './breakdown-table.tsx';
import { GROUPING_NAMES, GROUPING_NOTES } from './pnl-view.ts';

export interface BreakdownPanelProps {
  readonly report: PnlReply;
  readonly grouping: PnlGrouping;
  readonly onGrouping: (grouping: PnlGrouping) => void;
}

const PRESSED = 'aria-pressed:border-accent aria-pressed:underline aria-pressed:underline-offset-2';

export function BreakdownPanel({ report, grouping, onGrouping }: BreakdownPanelProps) {
  return (
    <Panel
      id="pnl-breakdown"
      title="Breakdown"
      state={READY}
      scroll={false}
      className="border border-line"
    >
      <fieldset className="flex flex-wrap gap-1 p-2">
        <legend className="sr-only">Broken down by</legend>
        {PNL_GROUPINGS.map((each) => (
          <Button
            key={each}
            className={PRESSED}
            aria-pressed={each === grouping}
            onClick={() => onGrouping(each)}
          >
            {GROUPING_NAMES[each]}
          </Button>
        ))}
      </fieldset>
      <div {...BY_KEYBOARD} className="max-h-[26rem] overflow-auto">
        <BreakdownTable report={report} grouping={grouping} />
      </div>
      <p className="p-2 text-2xs text-ink-faint">{GROUPING_NOTES[grouping]}</p>
    </Panel>
  );
}
