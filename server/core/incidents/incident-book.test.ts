// Incidents of alarms: one row for what repeats, a new one for what comes after somebody took note. In: tellings.
import { describe, expect, test } from 'vitest';
import { compareIncidents, type Incident, isWaiting } from '#lib/domain/incident.ts';
import { wallMs } from '#lib/domain/instant.ts';
import {
  acknowledge,
  createIncidentBook,
  end,
  type IncidentBook,
  openIncidents,
  restoreIncidents,
  type ToldAlarm,
  takeUnsaved,
  tell,
} from './incident-book.ts';

const MINUTE = 60_000;

function scene() {
  const book = createIncidentBook();
  let ids = 0;
  const say = (minute: number, change: Partial<ToldAlarm> = {}): Incident => {
    const told: ToldAlarm = {
      ...{ code: 'store-down', severity: 'critical', text: `said at ${minute}` },
      ...{ at: wallMs(minute * MINUTE), response: ['trading stayed armed'], isLasting: true },
      ...change,
    };
    tell(book, told, () => `i-${++ids}`);
    return newest(book, told.code);
  };
  return { book, say };
}

function newest(book: IncidentBook, code: string): Incident {
  const found = book.byId.get(book.latest.get(code) ?? '');
  if (found === undefined) throw new Error(`no incident of ${code}`);
  return found;
}

const NOTE = { by: 'anna', at: wallMs(9 * MINUTE), note: 'seen' };

describe('the book of incidents', () => {
  test('what flaps is one row with its count, its last time, the newest evidence and the first', () => {
    const { book, say } = scene();
    for (let minute = 1; minute <= 8; minute++) {
      const told = say(minute);
      if (minute < 8) end(book, told, wallMs(minute * MINUTE + 1_000));
    }
    expect(book.byId.size).toBe(1);
    const { count, begunAt, lastAt, endedAt, tellings, revision } = newest(book, 'store-down');
    expect({ count, begunAt, lastAt, endedAt }).toEqual({
      ...{ count: 8, begunAt: MINUTE, lastAt: 8 * MINUTE, endedAt: null },
    });
    expect(tellings.map(({ text }) => text)).toEqual([
      ...['said at 8', 'said at 7', 'said at 6', 'said at 5', 'said at 1'],
    ]);
    expect(revision).toBe(15);
  });

  test('what comes again long after its end, or after somebody took note of it, is a new one', () => {
    const { book, say } = scene();
    end(book, say(1), wallMs(2 * MINUTE));
    expect(say(30).count).toBe(1);
    const open = say(31);
    expect(open.count).toBe(2);
    acknowledge(book, open, NOTE);
    expect(say(32, { text: 'said at 31' })).toMatchObject({
      ...{ id: open.id, count: 3, acknowledged: NOTE },
    });
    end(book, newest(book, 'store-down'), wallMs(33 * MINUTE));
    expect(say(34)).toMatchObject({ count: 1, acknowledged: null });
    expect(book.byId.size).toBe(3);
  });

  test('an acknowledged warning that turns critical asks for a person again', () => {
    const { book, say } = scene();
    const first = say(1, { severity: 'warning' });
    expect(isWaiting(first)).toBe(false);
    acknowledge(book, first, NOTE);
    const worse = say(2);
    expect(isWaiting(worse)).toBe(true);
    expect(worse.id).not.toBe(first.id);
    expect(book.byId.get(first.id)?.endedAt).toBe(2 * MINUTE);
    expect(openIncidents(book)).toEqual([worse]);
  });

  test('an acknowledgement is of the words it was given to: other critical ones ask for a person again', () => {
    const { book, say } = scene();
    const first = say(1, { text: 'EXTERNAL: A +1' });
    acknowledge(book, first, NOTE);
    expect(isWaiting(say(2, { text: 'EXTERNAL: A +1' }))).toBe(false);
    const other = say(3, { text: 'EXTERNAL: B +25' });
    expect(isWaiting(other)).toBe(true);
    expect(openIncidents(book)).toEqual([other]);
  });

  test('what is over as it is told is never open', () => {
    const { book, say } = scene();
    expect(say(1, { isLasting: false }).endedAt).toBe(MINUTE);
    expect(openIncidents(book)).toEqual([]);
  });

  test('an acknowledgement changes who took note, and nothing else', () => {
    const { book, say } = scene();
    const before = say(1);
    const { acknowledged, revision, ...rest } = acknowledge(book, before, NOTE);
    const { acknowledged: none, revision: old, ...same } = before;
    expect(rest).toEqual(same);
    expect([none, acknowledged, revision - old]).toEqual([null, NOTE, 1]);
  });

  test('F42 each change is handed out to be stored once, what was read back is stored already', () => {
    const { book, say } = scene();
    const first = say(1);
    expect(takeUnsaved(book)).toEqual([first]);
    expect(takeUnsaved(book)).toEqual([]);
    const other = createIncidentBook();
    restoreIncidents(other, [first]);
    expect(takeUnsaved(other)).toEqual([]);
    expect(openIncidents(other)).toEqual([first]);
  });

  test('memory is bounded: what is open stays, what is over and seen goes, what is not stored waits', () => {
    const { book, say } = scene();
    const open = say(1);
    for (let each = 0; each < 100; each++)
      say(1, { code: `other-${each}`, severity: 'warning', isLasting: false });
    expect(book.byId.size).toBe(101);
    takeUnsaved(book);
    say(2, { code: 'last', severity: 'warning', isLasting: false });
    expect(book.byId.size).toBe(62);
    expect(book.byId.has(open.id)).toBe(true);
  });

  test('open ones come first, then the newest', () => {
    const { say } = scene();
    const old = say(1);
    const over = say(2, { code: 'a', isLasting: false });
    const newer = say(3, { code: 'b' });
    expect([over, old, newer].sort(compareIncidents)).toEqual([newer, old, over]);
  });
});
