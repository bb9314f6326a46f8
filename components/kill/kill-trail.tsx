// How the kill went, folded: the last step on the line, every step with its time behind one press. In: the kill. Out: both.
'use client';
import { Popover } from '@base-ui/react/popover';
import { uniqueKeys } from '#components/ui/unique-keys.ts';
import { formatClock } from '#lib/format/duration.ts';
import type { KillRow } from '#lib/wire/status-rows.ts';
import { killRuns } from './kill-steps.ts';

type Step = KillRow['steps'][number];

function stepText({ name, detail }: Step): string {
  return detail === '' ? name : `${name}: ${detail}`;
}

function Steps({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  return (
    <ol aria-label={label}>
      {uniqueKeys(steps, ({ name }) => name).map(({ key, row: step }) => (
        <li key={key}>
          <span className="num">{formatClock(step.at)}</span> {stepText(step)}
        </li>
      ))}
    </ol>
  );
}

/** Opens over the page: the line keeps its height. */
export function KillTrail({ kill }: { readonly kill: KillRow }) {
  const { steps } = kill;
  const last = steps.at(-1);
  if (last === undefined) return <span>no step is noted yet</span>;
  const runs = killRuns(steps);
  return (
    <Popover.Root>
      <span className="num">{formatClock(last.at)}</span> {stepText(last)}{' '}
      <Popover.Trigger
        data-testid="kill-steps"
        className="control font-semibold underline underline-offset-2"
      >
        {steps.length === 1 ? 'the step' : `all ${steps.length} steps`}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-60">
          <Popover.Popup
            data-testid="kill-step-list"
            className="max-h-(--available-height) w-[min(28rem,calc(100vw-1rem))] overflow-y-auto rounded-md border border-line-strong bg-surface p-3 text-xs text-ink shadow-2xl"
          >
            <Popover.Title className="mb-1 text-sm font-semibold">
              Steps of the kill, UTC
            </Popover.Title>
            <Steps label="Steps of the kill" steps={runs.now} />
            {runs.before.length > 0 && (
              <>
                <p className="mt-2 font-semibold">Before the engine started anew</p>
                <Steps label="Steps before the engine started anew" steps={runs.before} />
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
