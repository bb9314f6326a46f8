// What the host's health does to trading: told when it turns bad, once, and entries are blocked by the gate.
import { describe, expect, test } from 'vitest';
import { clientOrderId } from '#lib/domain/ids.ts';
import type { EventBody } from '../event.ts';
import { createDriver, type Driver, ordersIn, TICKER } from './testing/spine-driver.ts';

function host(change: Partial<Extract<EventBody, { kind: 'host' }>>): EventBody {
  const well = { storeHealthy: true, loopDelayMs: 2, freeDiskBytes: 50e9, watchdogAlive: true };
  return { kind: 'host', ...well, ...change };
}

function codes(driver: Driver, body: EventBody): readonly string[] {
  return driver.send(body).flatMap((each) => (each.kind === 'alarm' ? [each.code] : []));
}

function armed(): Driver {
  const driver = createDriver();
  driver.boot();
  driver.seconds(70);
  driver.command({ kind: 'arm' });
  return driver;
}

describe('host health', () => {
  test('F92 the loop delay alarms from 250 ms and again from 2 s, once each', () => {
    const driver = armed();
    expect(codes(driver, host({ loopDelayMs: 249 }))).toEqual([]);
    expect(codes(driver, host({ loopDelayMs: 250 }))).toEqual(['loop-delay']);
    expect(codes(driver, host({ loopDelayMs: 900 }))).toEqual([]);
    expect(codes(driver, host({ loopDelayMs: 2_000 }))).toEqual(['loop-blocked']);
    expect(codes(driver, host({ loopDelayMs: 2_500 }))).toEqual([]);
  });

  test.each([
    ['F92 a loop that stood still for 2 s', { loopDelayMs: 2_001 }, 'loop-delay'],
    ['F86 less than 1 GB of disk', { freeDiskBytes: 999_999_999 }, 'disk'],
    ['F86 a disk that cannot be read', { freeDiskBytes: null }, 'disk'],
    ['F87 a database that takes nothing', { storeHealthy: false }, 'store-healthy'],
  ])('%s lets no entry through, and cancel and kill still work', (_, change, check) => {
    const driver = armed();
    driver.send(host(change));
    expect(ordersIn(driver.quote(47, 49))).toEqual([]);
    const failed = driver.world.decisions.get(TICKER)?.decision.checks.find((c) => c.id === check);
    expect(failed?.outcome).not.toBe('pass');
    const effects = driver.command({ kind: 'kill', reason: 'test' });
    expect(effects[0]?.kind).toBe('kill');
  });

  test('F36 a refused key and F24 a halted exchange latch with words a trader can read', () => {
    const refused = armed();
    refused.send({
      kind: 'report',
      report: {
        ...{ kind: 'order-rejected', clientOrderId: clientOrderId('c-9'), httpStatus: 401 },
        ...{ code: 'authentication_error', details: '' },
      },
    });
    expect(refused.world.control.latch?.reason).toContain('refuses our key (401)');
    const unread = armed();
    const report = { kind: 'access-refused', because: 'key', detail: 'NOT_FOUND' } as const;
    expect(codes(unread, { kind: 'report', report })).toEqual(['killed', 'key-refused']);
    expect(unread.world.control.latch?.reason).toContain('refuses our key (401)');
    expect(codes(unread, { kind: 'report', report })).toEqual(['key-refused']);
    const halted = armed();
    halted.send({
      kind: 'tick',
      tick: { kind: 'exchange-status', shard: 2, exchangeActive: false, tradingActive: false },
    });
    expect(halted.world.control.latch?.reason).toContain('the exchange halted');
  });

  test('F37 a clock that is refused, on a create as on a read, is told and latches nothing', () => {
    const driver = armed();
    const code = 'header_timestamp_expired';
    const order = { kind: 'order-rejected', clientOrderId: clientOrderId('c-9') } as const;
    const rejected = { ...order, httpStatus: 401, code, details: '' };
    driver.send({ kind: 'report', report: rejected });
    const report = { kind: 'access-refused', because: 'clock', detail: code } as const;
    expect(codes(driver, { kind: 'report', report })).toEqual(['clock-refused']);
    expect(driver.world.control).toMatchObject({ state: 'armed', latch: null });
  });
});
