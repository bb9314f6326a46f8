// The latched kill across the whole width: who, when, why, every step with its time, confirmed or not, and the way out.
'use client';
import { useState } from 'react';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { Button } from '#components/ui/button.tsx';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { uniqueKeys } from '#components/ui/unique-keys.ts';
import { formatClock } from '#lib/format/duration.ts';
import type { KillRow } from '#lib/wire/status-rows.ts';
import { killRuns } from './kill-steps.ts';
import { ReleaseDialog } from './release-dialog.tsx';

interface StepsProps {
  readonly label: string;
  readonly steps: KillRow['steps'];
}

function Steps({ label, steps }: StepsProps) {
  return (
    <ol aria-label={label} className="inline">
      {uniqueKeys(steps, ({ name }) => name).map(({ key, row: step }) => (
        <li key={key} className="mr-3 inline">
          <span className="num">{formatClock(step.at)}</span> {step.name}
          {step.detail !== '' && `: ${step.detail}`}
        </li>
      ))}
    </ol>
  );
}

/** Takes the height it is given; what does not fit scrolls inside. */
export function KillBanner() {
  const status = useDeskStatus();
  const [isAsking, setAsking] = useState(false);
  if (status?.trading !== 'killed') return null;
  const { kill } = status;
  const runs = killRuns(kill?.steps ?? []);
  return (
    <section
      data-testid="kill-banner"
      role="alert"
      aria-label="Trading is killed"
      className="flex min-h-0 items-center gap-3 bg-severity-critical-ground px-3 text-on-strong"
    >
      <div {...BY_KEYBOARD} className="max-h-full flex-1 overflow-y-auto text-2xs">
        <strong className="mr-3 text-sm leading-[14px] uppercase">
          {kill?.flatten === true ? 'Killed, flattening' : 'Trading killed'}
        </strong>
        {kill !== null && (
          <>
            <span className="mr-3">
              {formatClock(kill.at)} UTC by {kill.by}: {kill.reason}
            </span>
            <strong data-testid="kill-confirmed" className="mr-3">
              {kill.confirmedAt === null
                ? 'Not confirmed yet: orders may still be working'
                : `Confirmed flat of orders at ${formatClock(kill.confirmedAt)}`}
            </strong>
            <Steps label="Steps of the kill" steps={runs.now} />
            {runs.before.length > 0 && (
              <>
                <strong className="mr-3">Before the engine started anew:</strong>
                <Steps label="Steps before the engine started anew" steps={runs.before} />
              </>
            )}
          </>
        )}
      </div>
      <Button
        data-testid="release-open"
        className="shrink-0 border-on-strong bg-transparent text-on-strong hover:bg-on-strong hover:text-severity-critical-ground"
        onClick={() => setAsking(true)}
      >
        Release…
      </Button>
      <ReleaseDialog isOpen={isAsking} onClose={() => setAsking(false)} />
    </section>
  );
}
