// Incidents with acknowledgement: open ones first, live from the engine, older ones from the store by page.
'use client';
import { ListFoot } from '#components/ui/list-foot.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { PauseButton } from '#components/ui/pause-button.tsx';
import { usePausedRows } from '#components/ui/use-paused-rows.ts';
import { IncidentLine } from './incident-line.tsx';
import { countText, type ShownIncident } from './incident-view.ts';
import { useIncidents } from './use-incidents.ts';

const idOf = ({ id }: ShownIncident) => id;

export function IncidentsPanel() {
  const { rows: all, isLive, stored, unreadable } = useIncidents();
  const { rows, pause } = usePausedRows(all, all, idOf);
  const doubts = [
    ...(isLive ? [] : ['The engine was not heard yet: what is open now is not known.']),
    ...(unreadable > 0 ? [`${unreadable} cannot be read by this build.`] : []),
  ];
  return (
    <Panel
      id="incidents"
      title="Incidents"
      className="max-h-[30rem]"
      aside={
        <>
          <span data-testid="incident-count" className="num text-ink-soft">
            {isLive ? countText(all) : 'not known yet'}
          </span>
          <PauseButton pause={pause} what="incidents" isNarrow />
        </>
      }
    >
      <ul aria-label="Incidents, open ones first">
        {rows.map((incident) => (
          <IncidentLine key={incident.id} incident={incident} />
        ))}
      </ul>
      <ListFoot
        query={stored}
        count={rows.length}
        noun="incidents"
        empty="No warning or critical alarm was ever stored here."
        note={doubts.length === 0 ? null : doubts.join(' ')}
      />
    </Panel>
  );
}
