// When nothing enters: the weekly pause and the scheduled events with a countdown, and how far the calendar is known.
'use client';
import { TickText } from '#components/live/tick-text.tsx';
import { useEngineMinute } from '#components/live/use-engine-minute.ts';
import { useLiveRow } from '#components/live/use-live.ts';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { formatCountdown } from '#lib/format/duration.ts';
import type { LimitsRow } from '#lib/wire/limits-row.ts';
import {
  type CalendarEntry,
  type CalendarWord,
  calendarWord,
  countdownText,
  entriesAhead,
} from './calendar-view.ts';
import { formatMoment } from './moment-text.ts';

const TONE: Readonly<Record<CalendarWord['level'], string>> = {
  ok: 'text-ink-soft',
  warning: 'text-severity-warning',
  critical: 'font-semibold text-severity-critical',
};

const WORD: Readonly<Record<CalendarWord['level'], string>> = {
  ok: '',
  warning: 'Warning: ',
  critical: 'No entries: ',
};

function Entry({ entry, isNext }: { entry: CalendarEntry; isNext: boolean }) {
  const { label, says, from, to } = entry;
  return (
    <li
      data-testid="calendar-entry"
      aria-current={isNext ? 'time' : undefined}
      className="border-b border-line/55 px-2 py-1 text-xs"
    >
      <p className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span className="text-ink">
          {isNext && <strong className="text-2xs text-ink-soft">NEXT </strong>}
          {label}
        </span>
        <TickText
          className="num text-ink"
          testId="calendar-countdown"
          print={(now) => countdownText({ from, to }, now, formatCountdown)}
        />
      </p>
      <p className="text-2xs text-ink-faint">
        <span className="num">
          {formatMoment(from)} to {formatMoment(to)}
        </span>
        . {says}
      </p>
    </li>
  );
}

function Calendar({ row, now }: { row: LimitsRow; now: number }) {
  const word = calendarWord(row, now);
  const { calendarUntil, blackouts } = row.limits;
  return (
    <>
      <ol aria-label="Times without entries, next first">
        {entriesAhead(row, now).map((entry, index) => (
          <Entry key={entry.key} entry={entry} isNext={index === 0} />
        ))}
      </ol>
      <div data-testid="calendar-word" data-level={word.level} className="px-2 py-1.5">
        <p className={`text-xs ${TONE[word.level]}`}>
          {WORD[word.level]}
          {word.text}
        </p>
        <p className="text-2xs text-ink-faint">
          {calendarUntil === null
            ? 'calendarUntil is not set.'
            : `calendarUntil: ${formatMoment(calendarUntil)}.`}{' '}
          {blackouts.length === 0
            ? 'No scheduled event is named.'
            : `${blackouts.length} scheduled events are named.`}
        </p>
      </div>
    </>
  );
}

export function CalendarPanel() {
  const row = useLiveRow('limits', 'engine');
  const now = useEngineMinute();
  return (
    <Panel
      id="calendar"
      title="Calendar of pauses and events"
      className="border border-line"
      state={row === undefined || now === null ? LOADING : READY}
      scroll={false}
    >
      {row !== undefined && now !== null && <Calendar row={row} now={now} />}
    </Panel>
  );
}
