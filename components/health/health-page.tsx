// How the engine is: incidents, feeds, latencies, machine, rate limits and the alarms of this session, on one page.
'use client';
import type { ReactNode } from 'react';
import { Panel } from '#components/ui/panel.tsx';
import { LatencyPanel } from './latency-panel.tsx';
import { MachinePanels } from './machine-panel.tsx';

const FRAME = 'grid min-w-0 content-start gap-2';

export interface HealthPageProps {
  /** The panel of the feeds. */
  readonly feeds: ReactNode;
  /** The panel of the incidents. */
  readonly incidents: ReactNode;
  /** The list of alarms. */
  readonly alarms: ReactNode;
}

export function HealthPage({ feeds, incidents, alarms }: HealthPageProps) {
  return (
    <main
      data-testid="health-page"
      className="grid grid-cols-[minmax(0,1fr)] gap-2 p-2 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]"
    >
      <div className={FRAME}>
        {incidents}
        {feeds}
        <LatencyPanel />
      </div>
      <div className={FRAME}>
        <MachinePanels />
        <Panel id="alarms" title="Alarms of this session, newest first" className="max-h-[32rem]">
          {alarms}
        </Panel>
      </div>
    </main>
  );
}
