// The calendar of entries: what is next, when a person is needed, and how the time to it reads.
import { describe, expect, it } from 'vitest';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import { formatCountdown } from '#lib/format/duration.ts';
import type { LimitsRow } from '#lib/wire/limits-row.ts';
import { calendarWord, countdownText, entriesAhead } from './calendar-view.ts';

const NOW = Date.UTC(2026, 10, 23, 18);
const HOUR_MS = 3_600_000;
const at = (hours: number): WallMs => wallMs(NOW + hours * HOUR_MS);

function row(change: Partial<LimitsRow['limits']>, isCalendarNeeded = true): LimitsRow {
  return {
    limits: { ...DEFAULT_LIMITS, ...change },
    source: { kind: 'built-in' },
    pause: { entriesEndAt: at(61), startsAt: at(62), endsAt: at(64) },
    isCalendarNeeded,
  };
}

describe('calendar', () => {
  it('what comes first is first, what is on stays, what is over is gone', () => {
    const blackouts = [
      { from: at(-5), to: at(-4), label: 'gone' },
      { from: at(-1), to: at(1), label: 'on now' },
      { from: at(100), to: at(101), label: 'later' },
    ];
    const labels = entriesAhead(row({ blackouts }), NOW).map(({ label }) => label);
    expect(labels).toEqual(['on now', 'Weekly pause of the exchange', 'later']);
  });

  it('where nobody has looked nothing is entered, and the words say so', () => {
    expect(calendarWord(row({}), NOW)).toMatchObject({
      level: 'critical',
      text: expect.stringContaining('Nobody has looked'),
    });
    expect(calendarWord(row({}, false), NOW)).toMatchObject({
      level: 'warning',
      text: expect.stringContaining('demo and live would not'),
    });
  });

  it('a calendar that ended stops entries, one that ends soon warns, one with time says how much', () => {
    const word = (hours: number) => calendarWord(row({ calendarUntil: at(hours) }), NOW);
    expect(word(-50)).toMatchObject({
      level: 'critical',
      text: expect.stringContaining('2 days ago'),
    });
    expect(word(30)).toMatchObject({
      level: 'warning',
      text: expect.stringContaining('ends in 30 hours'),
    });
    expect(word(24 * 40)).toEqual({
      level: 'ok',
      text: 'Scheduled events are known for 40 days more.',
    });
  });

  it('the countdown has days, and says what is on and what is over', () => {
    const entry = { from: at(50), to: at(52) };
    const text = (hours: number) => countdownText(entry, at(hours), formatCountdown);
    expect(text(0)).toBe('in 2 d 2 h');
    expect(text(49.5)).toBe('in 30:00');
    expect(text(51)).toBe('now, 1:00:00 left');
    expect(text(53)).toBe('over');
  });
});
