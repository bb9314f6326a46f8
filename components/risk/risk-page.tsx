// The page of risk, in the order a trader asks: how close to a limit, what stands still when, how to stop, what was tried.
import { CalendarPanel } from './calendar-panel.tsx';
import { CensusTable } from './census-table.tsx';
import { KillsPanel } from './kills-panel.tsx';
import { LevelsList } from './levels-list.tsx';
import { LimitsHead } from './limits-head.tsx';
import { RulesTable } from './rules-table.tsx';
import { UsesTable } from './uses-table.tsx';
import { VersionsPanel } from './versions-panel.tsx';

export function RiskPage() {
  return (
    <main data-testid="risk-page" className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2 p-2">
      <LimitsHead />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-2 xl:grid-cols-[minmax(0,8fr)_minmax(0,5fr)]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
          <UsesTable />
          <RulesTable />
        </div>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
          <CalendarPanel />
          <VersionsPanel />
          <KillsPanel />
          <LevelsList />
          <CensusTable />
        </div>
      </div>
    </main>
  );
}
