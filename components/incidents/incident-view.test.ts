// The list of incidents: what is merged, in what order, and the words of a line.
import { describe, expect, test } from 'vitest';
import type { Incident } from '#lib/domain/incident.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { acknowledgedText, countText, mergeIncidents, spanText } from './incident-view.ts';

const T0 = Date.UTC(2026, 10, 24, 0, 41, 3);

function incident(id: string, change: Partial<Incident> = {}): Incident {
  const at = wallMs(T0);
  return {
    ...{ id, code: 'drift', severity: 'critical', begunAt: at, lastAt: at, endedAt: at, count: 1 },
    ...{ tellings: [{ at, text: 'books and venue disagree' }], response: [], acknowledged: null },
    ...{ revision: 1, ...change },
  };
}
const ACK = { by: 'anna', at: wallMs(T0 + 60_000), note: '' };

describe('the list of incidents', () => {
  test('each stands there once, by its later word, and only what the engine remembers can be acknowledged', () => {
    const [seen] = [incident('a', { revision: 2, acknowledged: ACK })];
    const shown = mergeIncidents([seen], [incident('a'), incident('b')]);
    expect(shown).toHaveLength(2);
    expect(shown.find(({ id }) => id === 'a')).toEqual({ ...seen, isLive: true });
    expect(shown.find(({ id }) => id === 'b')?.isLive).toBe(false);
    const [older] = mergeIncidents([incident('a')], [seen]);
    expect(older).toEqual({ ...seen, isLive: true });
  });

  test('open ones come first, then those that wait, then the newest', () => {
    const later = wallMs(T0 + 1);
    const shown = mergeIncidents(
      [incident('waits'), incident('open', { endedAt: null, acknowledged: ACK })],
      [incident('seen', { begunAt: later, acknowledged: ACK })],
    );
    expect(shown.map(({ id }) => id)).toEqual(['open', 'waits', 'seen']);
    expect(countText(shown)).toBe('1 open, 1 to acknowledge');
  });

  test('a line says since when, until when, how often, and whether that is only what was stored', () => {
    const say = (change: Partial<Incident>, isLive = true) =>
      spanText({ ...incident('a', change), isLive });
    expect(say({})).toBe('2026-11-24 00:41:03 UTC, over at once');
    expect(say({ endedAt: null })).toBe('since 2026-11-24 00:41:03 UTC');
    expect(say({ endedAt: null }, false)).toBe('since 2026-11-24 00:41:03 UTC, as last stored');
    expect(say({ endedAt: wallMs(T0 + 67_000), count: 1_200 })).toBe(
      '2026-11-24 00:41:03 to 00:42:10 UTC (1m07), told 1,200 times',
    );
    expect(say({ endedAt: wallMs(T0 + 86_400_000) })).toContain('to 2026-11-25 00:41:03 UTC');
  });

  test('who took note is named with the note, or that there is none', () => {
    expect(acknowledgedText(incident('a'))).toBeNull();
    expect(acknowledgedText(incident('a', { acknowledged: ACK }))).toBe(
      'acknowledged by anna, 2026-11-24 00:42:03 UTC, no note',
    );
    expect(
      acknowledgedText(incident('a', { acknowledged: { ...ACK, note: 'venue is slow' } })),
    ).toContain(': venue is slow');
  });
});
