// Incidents through the spine: told by alarms, ended by what the world shows, acknowledged by command. In: events. Out: incidents.
import { describe, expect, test } from 'vitest';
import type { Incident } from '#lib/domain/incident.ts';
import { money } from '#lib/domain/money.ts';
import type { Effect } from '../effect.ts';
import type { EventOf } from './event-of.ts';
import { createDriver, type Driver, optionsOf, replyIn } from './testing/spine-driver.ts';

const HEALTHY = {
  ...{ kind: 'host', storeHealthy: true, loopDelayMs: 1, freeDiskBytes: 1e12 },
  watchdogAlive: true,
} as const satisfies Omit<EventOf<'host'>, 'seq' | 'at' | 'mono'>;

function booted(): Driver {
  const driver = createDriver();
  driver.boot();
  driver.seconds(3);
  return driver;
}

function find(driver: Driver, code: string): Incident {
  const { byId, latest } = driver.world.incidents;
  const found = byId.get(latest.get(code) ?? '');
  if (found === undefined) throw new Error(`no incident of ${code}`);
  return found;
}

function stored(effects: readonly Effect[]): readonly Incident[] {
  return effects
    .flatMap((each) => (each.kind === 'persist' ? each.records : []))
    .flatMap((record) => (record.kind === 'incident' ? [record.incident] : []));
}

const ack = (incidentId: string, note = ' seen ') =>
  ({ kind: 'acknowledge-incident', incidentId, note }) as const;

describe('incidents', () => {
  test('F92 F87 one begins with its alarm, is stored within a second, and ends when the world shows it', () => {
    const driver = booted();
    driver.send({ ...HEALTHY, watchdogAlive: false });
    const gone = find(driver, 'watchdog-gone');
    expect(gone).toMatchObject({ severity: 'critical', endedAt: null, count: 1 });
    expect(gone.response).toEqual([expect.stringMatching(/^trading is disarmed: /)]);
    const first = driver.send({ kind: 'timer', timer: 'second' });
    expect(stored(first).map(({ code }) => code)).toContain('watchdog-gone');
    driver.send(HEALTHY);
    driver.passMs(1_000);
    const after = driver.send({ kind: 'timer', timer: 'second' });
    expect(find(driver, 'watchdog-gone').endedAt).toBe(driver.now());
    expect(stored(after)).toContainEqual(find(driver, 'watchdog-gone'));
    expect(stored(driver.send({ kind: 'timer', timer: 'second' }))).toEqual([]);
  });

  test('F28 two alarms of one lost connection are one incident, and it names what was done', () => {
    const driver = booted();
    driver.send({
      kind: 'status',
      status: { connection: 'kalshi', kind: 'disconnected', reason: 'reset' },
    });
    expect(find(driver, 'kalshi-down')).toMatchObject({ count: 1, endedAt: null });
    expect(driver.world.incidents.latest.has('kalshi-disconnected')).toBe(false);
  });

  test('F116 a group that refuses everything stands until it is told to take orders again', () => {
    const driver = booted();
    const say = (severity: 'critical' | 'info') =>
      driver.send({ kind: 'noticed', severity, code: 'group-shut', text: 'the order group' });
    driver.world.orderGroupReady = false;
    say('critical');
    driver.send({ kind: 'timer', timer: 'second' });
    expect(find(driver, 'group-shut').endedAt).toBeNull();
    say('info');
    expect(find(driver, 'group-shut').endedAt).toBe(driver.now());
  });

  test('F24 an exchange that pauses is an incident until it trades again', () => {
    const driver = booted();
    const trading = (isActive: boolean) => {
      const tick = { kind: 'exchange-status', shard: 2, exchangeActive: true } as const;
      driver.send({ kind: 'tick', tick: { ...tick, tradingActive: isActive } });
      driver.send({ kind: 'timer', timer: 'second' });
    };
    trading(false);
    expect(find(driver, 'exchange-status').endedAt).toBeNull();
    trading(true);
    expect(find(driver, 'exchange-status').endedAt).toBe(driver.now());
  });

  test('limits under which nothing may be at risk stand as an incident until others are in force', () => {
    const driver = booted();
    const { limits } = driver.world;
    driver.world.limits = { ...limits, maxTotalExposure: money(0) };
    const text = 'limits version 3 cannot be read';
    driver.send({ kind: 'noticed', severity: 'critical', code: 'limits-unreadable', text });
    driver.send({ kind: 'timer', timer: 'second' });
    expect(find(driver, 'limits-unreadable').endedAt).toBeNull();
    driver.world.limits = limits;
    driver.send({ kind: 'timer', timer: 'second' });
    expect(find(driver, 'limits-unreadable').endedAt).toBe(driver.now());
  });

  test('F74 a kill is an incident until it is released, found again after a restart', () => {
    const driver = booted();
    const pressed = driver.command({ kind: 'kill', reason: 'a test' });
    expect(pressed.some(({ kind }) => kind === 'kill')).toBe(true);
    const killed = find(driver, 'killed');
    expect(killed.response[0]).toMatch(/^stopped at the exchange/);
    const again = createDriver();
    again.send({
      ...{ kind: 'recovered', orders: [], transactions: [], fills: [], approvals: [] },
      ...{ latch: driver.world.control.latch, orderGroupId: null, incidents: [killed] },
    });
    again.send({ kind: 'timer', timer: 'second' });
    expect(find(again, 'killed')).toEqual(killed);
    const bare = createDriver();
    bare.send({
      ...{ kind: 'recovered', orders: [], transactions: [], fills: [], approvals: [] },
      ...{ latch: driver.world.control.latch, orderGroupId: null },
    });
    bare.send({ kind: 'timer', timer: 'second' });
    expect(find(bare, 'killed').tellings[0]?.text).toMatch(/^trading killed by .*a test/);
  });

  test('an alarm of the engine itself counts too, and its all-clear ends it', () => {
    const driver = booted();
    const alarm = { kind: 'noticed', code: 'limits-file', text: 'cannot be read' } as const;
    driver.send({ ...alarm, severity: 'critical' });
    driver.send({ kind: 'timer', timer: 'second' });
    expect(find(driver, 'limits-file').endedAt).toBeNull();
    driver.send({ ...alarm, severity: 'info' });
    expect(find(driver, 'limits-file').endedAt).toBe(driver.now());
    driver.send({ ...alarm, code: 'history', severity: 'info' });
    expect(driver.world.incidents.latest.has('history')).toBe(false);
  });

  test('nothing is stored before the last run was read back', () => {
    const driver = createDriver(optionsOf());
    driver.send({ ...HEALTHY, storeHealthy: false });
    expect(stored(driver.send({ kind: 'timer', timer: 'second' }))).toEqual([]);
    expect(find(driver, 'store-down').count).toBe(1);
  });
});

describe('an acknowledgement', () => {
  test('I37 names who, when and why, in the same batch as its audit row; trading and the condition stay', () => {
    const driver = booted();
    driver.send({ ...HEALTHY, watchdogAlive: false });
    const { id } = find(driver, 'watchdog-gone');
    const { control, host } = driver.world;
    const effects = driver.command(ack(id), 'anna');
    expect(replyIn(effects)).toMatchObject({ ok: true, code: 'acknowledged' });
    const [batch] = effects.flatMap((each) => (each.kind === 'persist' ? [each.records] : []));
    expect(batch?.map(({ kind }) => kind)).toEqual(['incident', 'audit', 'command']);
    expect(JSON.stringify(batch)).toContain('seen');
    expect(find(driver, 'watchdog-gone')).toMatchObject({
      ...{ endedAt: null, acknowledged: { by: 'anna', at: driver.now(), note: 'seen' } },
    });
    expect(driver.world.control).toBe(control);
    expect(driver.world.host).toBe(host);
  });

  test('F87 it is refused in words while the store takes no writes, and where somebody was first', () => {
    const driver = booted();
    driver.send({ ...HEALTHY, storeHealthy: false });
    const { id } = find(driver, 'store-down');
    expect(replyIn(driver.command(ack(id))).code).toBe('store-down');
    expect(find(driver, 'store-down').acknowledged).toBeNull();
    driver.send(HEALTHY);
    expect(replyIn(driver.command(ack(id))).ok).toBe(true);
    expect(replyIn(driver.command(ack(id), 'bert'))).toMatchObject({
      ...{ ok: false, code: 'acknowledged-already' },
    });
    expect(find(driver, 'store-down').acknowledged?.by).not.toBe('bert');
    expect(replyIn(driver.command(ack('nothing'))).code).toBe('no-incident');
  });
});
