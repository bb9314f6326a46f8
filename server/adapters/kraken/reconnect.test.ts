// Tests of the reconnect plan: growth, cap, jitter and the endings that are not like the others.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planReconnect, type SocketEnd } from './reconnect.ts';

const CLOSED: SocketEnd = { kind: 'closed', code: 1006, reason: '' };

function delayOf(end: SocketEnd, failures: number, random: number): number {
  const plan = planReconnect(end, failures, random);
  return plan.kind === 'retry' ? plan.delayMs : Number.POSITIVE_INFINITY;
}

describe('kraken reconnect plan', () => {
  it('F06 doubles from half a second to 30 s', () => {
    const delays = [0, 1, 2, 3, 6, 7, 50].map((failures) => delayOf(CLOSED, failures, 1));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000]);
  });

  it('F06 jitters over the upper half and never passes the cap', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const delay = delayOf(CLOSED, failures, random);
        const full = delayOf(CLOSED, failures, 1);
        expect(delay).toBeGreaterThanOrEqual(full / 2);
        expect(delay).toBeLessThanOrEqual(Math.min(full, 30_000));
      }),
    );
  });

  it('close 1008 is terminal, 1013 waits like an outage', () => {
    expect(planReconnect({ kind: 'closed', code: 1008, reason: 'policy' }, 0, 0)).toEqual({
      kind: 'terminal',
      reason: 'terminal: closed 1008 policy',
    });
    expect(delayOf({ kind: 'closed', code: 1013, reason: '' }, 0, 0)).toBe(15_000);
  });

  it('F06 a refused upgrade waits long: at least 2 minutes on 429, what was asked, 10 minutes on 403', () => {
    const refused = (httpStatus: number, retryAfterSeconds: number | null = null): SocketEnd => ({
      kind: 'refused',
      httpStatus,
      retryAfterSeconds,
    });
    expect(delayOf(refused(429), 0, 0)).toBe(120_000);
    expect(delayOf(refused(429), 9, 0)).toBe(600_000);
    expect(delayOf(refused(429, 900), 0, 0)).toBe(900_000);
    expect(delayOf(refused(503), 0, 1)).toBe(500);
    expect(delayOf(refused(503, 20), 0, 0)).toBe(20_000);
    expect(delayOf(refused(403), 0, 0)).toBe(600_000);
  });
});
