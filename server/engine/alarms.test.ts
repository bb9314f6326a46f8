// Alarms reach the screens, the log and, when the core did not raise them, the core.
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { AlarmRow } from '#lib/wire/status-rows.ts';
import { createLog } from '#server/config/json-log.ts';
import type { EventBody } from '#server/core/event.ts';
import { createAlarms } from './alarms.ts';

function alarmsOf() {
  const rows: AlarmRow[] = [];
  const told: EventBody[] = [];
  const logged: string[] = [];
  const alarms = createAlarms({
    boot: 'b1',
    clock: { wall: () => wallMs(5_000) },
    log: createLog('alarms', 'info', { write: (line) => logged.push(line) }),
    show: (row) => rows.push(row),
    push: (body) => told.push(body),
  });
  return { alarms, rows, told, logged };
}

describe('alarms of an engine', () => {
  it('what the core did not raise, it hears of; what it raised, it is not told again', () => {
    const { alarms, rows, told } = alarmsOf();
    alarms.ofCore('critical', 'drift', 'books differ');
    alarms.own('warning', 'order-group', 'no order group yet');
    expect(rows.map(({ id, code }) => [id, code])).toEqual([
      ['b1-1', 'drift'],
      ['b1-2', 'order-group'],
    ]);
    expect(told).toEqual([
      { kind: 'noticed', severity: 'warning', code: 'order-group', text: 'no order group yet' },
    ]);
  });

  it('the limits file has one row: broken it is critical, mended it is taken back', () => {
    const { alarms, rows, told, logged } = alarmsOf();
    alarms.limitsFault('not JSON');
    alarms.limitsFault(null);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(['b1-limits-file']));
    expect(rows.map(({ severity }) => severity)).toEqual(['critical', 'info']);
    expect(told).toHaveLength(2);
    expect(logged.map((line) => JSON.parse(line).level)).toEqual([50, 30]);
  });
});
