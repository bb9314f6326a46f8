// The kill levels: what each does, its last drill with the measured times, the command and the button that rehearse it.
'use client';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { KILL_LEVELS, type KillLevel } from '#lib/domain/kill.ts';
import { formatFixed } from '#lib/format/digits.ts';
import { LEVEL_SAYS, PLAYED_AT } from '#lib/format/level-words.ts';
import type { DrillRow } from '#lib/wire/status-rows.ts';
import { Rehearsal } from './drill/rehearsal.tsx';
import { formatMoment } from './moment-text.ts';

function ms(value: number | null, decimals: number): string {
  return value === null ? 'none closed' : `${formatFixed(value, decimals)} ms`;
}

/** Name and measured time of each stage of a stop. */
function Times({ drill }: { drill: DrillRow }) {
  const times = [
    ['gate closed', ms(drill.gateClosedMs, 2)],
    ['zero orders', ms(drill.zeroOrdersMs, 0)],
    ['positions flat', ms(drill.flatMs, 0)],
  ] as const;
  return (
    <dl className="flex flex-wrap gap-x-4">
      {times.map(([name, text]) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="num text-ink">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function verdictOf(drill: DrillRow | undefined): { readonly word: string; readonly tone: string } {
  if (drill === undefined)
    return { word: 'NEVER REHEARSED', tone: 'font-semibold text-severity-warning' };
  return drill.isPassed
    ? { word: 'passed', tone: 'text-ink-soft' }
    : { word: 'NOT PASSED', tone: 'font-semibold text-severity-critical' };
}

function Level({ level, drill }: { level: KillLevel; drill: DrillRow | undefined }) {
  const { title, text } = LEVEL_SAYS[level];
  const { word, tone } = verdictOf(drill);
  return (
    <li
      data-testid="kill-level"
      data-level={level}
      className="border-b border-line/55 px-2 py-1.5 text-xs"
    >
      <p className="flex items-baseline justify-between gap-2">
        <strong className="text-ink">{title}</strong>
        <span className={`text-2xs ${tone}`}>{word}</span>
      </p>
      <p className="text-ink-soft">{text}</p>
      {drill !== undefined && (
        <div className="text-2xs text-ink-soft">
          <p>
            Last drill <span className="num">{formatMoment(drill.at)}</span>{' '}
            {PLAYED_AT[drill.venue]}, {drill.runs} run{drill.runs === 1 ? '' : 's'}, slowest
            hundredth:
          </p>
          <Times drill={drill} />
        </div>
      )}
      <p className="text-2xs text-ink-faint">
        Rehearse: <code className="num">npx voltage drill --level {level}</code>
      </p>
    </li>
  );
}

export function LevelsList() {
  const status = useDeskStatus();
  return (
    <Panel
      id="levels"
      title="Kill levels and their drills"
      className="border border-line"
      state={status === null ? LOADING : READY}
      scroll={false}
    >
      <Rehearsal />
      <ul aria-label="Kill levels, mildest first">
        {KILL_LEVELS.map((level) => (
          <Level
            key={level}
            level={level}
            drill={status?.drills.find((drill) => drill.level === level)}
          />
        ))}
      </ul>
      <p className="px-2 py-1 text-2xs text-ink-faint">
        Each level does all that the one before it does. A drill plays on a simulated exchange of
        its own and touches nothing that runs; with <code className="num">--env demo</code> it plays
        at Kalshi’s demo exchange.
      </p>
    </Panel>
  );
}
