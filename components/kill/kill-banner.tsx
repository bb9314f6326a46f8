// The latched kill across the whole width: who, when, why, every step with its time, confirmed or not, and the way out.
'use client';
import { useState } from 'react';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { Button } from '#components/ui/button.tsx';
import { formatClock } from '#lib/format/duration.ts';
import { ReleaseDialog } from './release-dialog.tsx';

export function KillBanner() {
  const status = useDeskStatus();
  const [isAsking, setAsking] = useState(false);
  if (status?.trading !== 'killed') return null;
  const { kill } = status;
  return (
    <section
      data-testid="kill-banner"
      role="alert"
      aria-label="Trading is killed"
      className="flex flex-wrap items-center gap-x-5 gap-y-1 bg-severity-critical-ground px-3 py-2 text-sm text-on-strong"
    >
      <strong className="text-lg tracking-wide uppercase">Trading killed</strong>
      {kill !== null && (
        <>
          <span>
            {formatClock(kill.at)} UTC by {kill.by}: {kill.reason}
          </span>
          <ol className="order-last flex basis-full flex-wrap gap-x-4 text-xs">
            {kill.steps.map((step) => (
              <li key={`${step.name}-${step.at}`} title={step.detail}>
                <span className="num">{formatClock(step.at)}</span> {step.name}
                {step.detail !== '' && <span className="opacity-85">: {step.detail}</span>}
              </li>
            ))}
          </ol>
          <strong data-testid="kill-confirmed">
            {kill.confirmedAt === null
              ? 'Not confirmed yet: orders may still be working'
              : `Confirmed flat of orders at ${formatClock(kill.confirmedAt)}`}
          </strong>
        </>
      )}
      <Button
        data-testid="release-open"
        className="ml-auto h-7 border-on-strong bg-transparent text-on-strong hover:bg-on-strong hover:text-severity-critical-ground"
        onClick={() => setAsking(true)}
      >
        Release…
      </Button>
      <ReleaseDialog isOpen={isAsking} onClose={() => setAsking(false)} />
    </section>
  );
}
