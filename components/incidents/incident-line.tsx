// One incident: how bad, open or over, what it was, since when, its evidence, what the system did, and who took note.
'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { isWaiting } from '#lib/domain/incident.ts';
import { formatClock } from '#lib/format/duration.ts';
import { AcknowledgeForm } from './acknowledge-form.tsx';
import { acknowledgedText, type ShownIncident, spanText } from './incident-view.ts';

const TONE = {
  warning: 'text-severity-warning',
  critical: 'text-severity-critical font-bold',
} as const;

function Evidence({ incident }: { incident: ShownIncident }) {
  const { tellings, response, code } = incident;
  return (
    <details className="text-2xs text-ink-soft">
      <summary className="cursor-pointer pointer-coarse:py-3">
        Evidence and what the system did
      </summary>
      <div className="grid gap-x-6 gap-y-1 py-1 pl-3 md:grid-cols-2">
        <div>
          <h4 className="text-ink-faint">Told under “{code}”, newest first (UTC)</h4>
          <ul>
            {tellings.map(({ at, text }) => (
              <li key={`${at} ${text}`} className="break-words">
                <span className="num text-ink-faint">{formatClock(at)}</span> {text}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h4 className="text-ink-faint">What the system did</h4>
          <ul>
            {response.map((text) => (
              <li key={text} className="break-words">
                {text}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </details>
  );
}

/** Who took note of it, or that nobody can any more. */
function Taken({ incident }: { incident: ShownIncident }) {
  const taken = acknowledgedText(incident);
  if (taken === null && incident.isLive) return null;
  return (
    <p data-testid="incident-taken" className="text-2xs break-words text-ink-soft">
      {taken ?? 'not acknowledged, as far as stored'}
    </p>
  );
}

export function IncidentLine({ incident }: { readonly incident: ShownIncident }) {
  const [isTaking, setTaking] = useState(false);
  const { severity, endedAt, tellings, code, acknowledged, isLive } = incident;
  const what = tellings[0]?.text ?? code;
  const isOpen = endedAt === null;
  const mayTake = acknowledged === null && isLive;
  return (
    <li
      data-testid="incident"
      data-code={code}
      data-open={isOpen}
      data-acknowledged={acknowledged !== null}
      className="border-b border-line/55 px-2 py-1.5 text-xs"
    >
      <div className="flex items-start gap-2 max-md:flex-wrap">
        <p className="flex min-w-0 flex-1 items-baseline gap-2 max-md:basis-full">
          <span className={`w-12 shrink-0 text-2xs ${TONE[severity]}`}>{severity}</span>
          <span
            className={`w-9 shrink-0 text-2xs ${isOpen ? 'font-bold text-ink' : 'text-ink-faint'}`}
          >
            {isOpen ? 'OPEN' : 'over'}
          </span>
          <span className="min-w-0 break-words text-ink">{what}</span>
        </p>
        {mayTake && !isTaking && (
          <Button
            intent={isWaiting(incident) ? 'neutral' : 'quiet'}
            data-testid="acknowledge-open"
            aria-label={`Acknowledge: ${what}`}
            onClick={() => setTaking(true)}
          >
            Acknowledge…
          </Button>
        )}
      </div>
      <div className="md:pl-[6.25rem]">
        <p className="text-2xs text-ink-faint tabular-nums">{spanText(incident)}</p>
        <Taken incident={incident} />
        {mayTake && isTaking && (
          <AcknowledgeForm incidentId={incident.id} what={what} onClose={() => setTaking(false)} />
        )}
        <Evidence incident={incident} />
      </div>
    </li>
  );
}
