// The clock of a replay: every second once, in order, and no seconds inside a hole.
import { describe, expect, it } from 'vitest';
import { isSilence, withSeconds } from './event-clock.ts';
import type { RecordedEvent } from './recorded-event.ts';

const SECOND = 1_000_000;
const ALIVE = { kind: 'alive', connection: 'kalshi', roundTripMs: null } as const;

function at(us: number): RecordedEvent {
  return { us, session: null, body: { kind: 'status', status: ALIVE } };
}

function kinds(events: readonly RecordedEvent[]) {
  return [...withSeconds(events)].map(({ us, body }) => [
    us,
    body.kind === 'timer' ? body.timer : body.kind,
  ]);
}

describe('withSeconds', () => {
  it('puts every whole second between two events, its host sample first', () => {
    expect(kinds([at(1.5 * SECOND), at(3.2 * SECOND)])).toEqual([
      [1.5 * SECOND, 'status'],
      [2 * SECOND, 'host'],
      [2 * SECOND, 'second'],
      [3 * SECOND, 'host'],
      [3 * SECOND, 'second'],
      [3.2 * SECOND, 'status'],
    ]);
  });

  it('reads the account every fifth second', () => {
    const readings = kinds([at(0), at(20 * SECOND)]).filter(([, kind]) => kind === 'reconcile');
    expect(readings.map(([us]) => us)).toEqual([0, 5, 10, 15, 20].map((each) => each * SECOND));
  });

  it('jumps over a hole: a minute of seconds, then none until the next event’s own', () => {
    const seconds = kinds([at(0), at(1_000.4 * SECOND)])
      .filter(([, kind]) => kind === 'second')
      .map(([us]) => Number(us) / SECOND);
    expect(seconds).toEqual([...Array.from({ length: 61 }, (_, second) => second), 1_000]);
    expect(isSilence(0, 1_000.4 * SECOND)).toBe(true);
    expect(isSilence(0, 60 * SECOND)).toBe(false);
  });

  it('reads the account at the first second after a hole, so that no old reading is judged', () => {
    const after = kinds([at(0), at(1_003.4 * SECOND)]).filter(([us]) => us === 1_003 * SECOND);
    expect(after.map(([, kind]) => kind)).toEqual(['reconcile', 'host', 'second']);
  });

  it('never goes back in time', () => {
    const times = kinds([at(10), at(10), at(4 * SECOND), at(4 * SECOND), at(400 * SECOND)]);
    const us = times.map(([time]) => Number(time));
    expect(us).toEqual([...us].sort((a, b) => a - b));
  });
});
