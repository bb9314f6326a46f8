// The gentler stops and the harder one, beside the big button: what each does, one press each.
'use client';
import { Popover } from '@base-ui/react/popover';
import { ChevronDownIcon } from 'lucide-react';
import { useState } from 'react';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { refusalOf, useCommand } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';
import { KILL_LEVELS, type KillLevel } from '#lib/domain/kill.ts';
import { formatMinute } from '#lib/format/duration.ts';
import { LEVEL_SAYS, PLAYED_AT } from '#lib/format/level-words.ts';
import type { DrillRow } from '#lib/wire/status-rows.ts';

/** When each level was rehearsed last, and how long it took: the figures stand or the drill is due. */
function LastDrills({ drills }: { readonly drills: readonly DrillRow[] }) {
  if (drills.length === 0)
    return (
      <p data-testid="last-drill" className="text-2xs text-severity-warning">
        Never rehearsed here: run <code className="num">npx voltage drill</code>
      </p>
    );
  return (
    <ul data-testid="last-drill" className="text-2xs text-ink-soft">
      {drills.map((drill) => (
        <li key={drill.level} className={drill.isPassed ? '' : 'text-severity-critical'}>
          Last drill of {drill.level}, {PLAYED_AT[drill.venue]}: {formatMinute(drill.at)} UTC, gate
          closed <span className="num">{drill.gateClosedMs.toFixed(1)} ms</span>, zero orders{' '}
          <span className="num">{drill.zeroOrdersMs.toFixed(0)} ms</span>
        </li>
      ))}
    </ul>
  );
}

interface LevelProps {
  readonly level: KillLevel;
  readonly onDone: () => void;
}

/** Waits for its own answer alone: a harder stop never waits for a softer one. */
function Level({ level, onDone }: LevelProps) {
  const command = useCommand();
  const refusal = refusalOf(command.outcome);
  function press() {
    command.send({ body: { kind: level, reason: 'pressed at the console' } }, (outcome) => {
      if (outcome.kind === 'replied' && outcome.reply.ok) onDone();
    });
  }
  return (
    <li className="mb-2">
      <Button
        intent={level === 'kill' || level === 'flatten' ? 'stop' : 'neutral'}
        className="h-8 w-full"
        data-testid={`stop-${level}`}
        isPending={command.isPending}
        onClick={press}
      >
        {LEVEL_SAYS[level].title}
      </Button>
      <p className="mt-0.5 text-2xs text-ink-soft">{LEVEL_SAYS[level].text}</p>
      {refusal !== null && (
        <p role="alert" className="text-2xs text-severity-critical">
          {refusal}
        </p>
      )}
    </li>
  );
}

/** Every level works from here, whatever the state; the server says what came of it. */
export function KillLevels() {
  const [isOpen, setOpen] = useState(false);
  const status = useDeskStatus();
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <Button
            intent="quiet"
            className="h-12 w-6 shrink-0 px-0! max-md:h-14"
            data-testid="kill-levels"
            aria-label="Stop levels"
            title="Pause, reduce only, kill, flatten"
          />
        }
      >
        <ChevronDownIcon aria-hidden="true" className="size-3.5" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-60">
          <Popover.Popup className="w-80 rounded-md border border-line-strong bg-surface p-3 shadow-2xl">
            <Popover.Title className="mb-2 text-sm font-semibold">
              Stop, as hard as needed
            </Popover.Title>
            <ul>
              {KILL_LEVELS.map((level) => (
                <Level key={level} level={level} onDone={() => setOpen(false)} />
              ))}
            </ul>
            <LastDrills drills={status?.drills ?? []} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
