// Ids, instants, sides, freshness and limits: the small rules everything leans on.
import { describe, expect, it } from 'vitest';
import { FEEDS } from './feed.ts';
import { FRESHNESS_MS, freshnessOf } from './freshness.ts';
import { clientOrderId, marketTicker, sha256Hex } from './ids.ts';
import { addMs, elapsedMs, monoNs, wallMs } from './instant.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { needsPassword } from './mode.ts';
import { opposite, outcomeOf } from './side.ts';

describe('freshness', () => {
  it('missing is not zero: what was never seen is neither fresh nor stale', () => {
    expect(freshnessOf('index', null)).toBe('missing');
    expect(freshnessOf('index', 0)).toBe('fresh');
  });

  it('every feed has a budget, and the border belongs to fresh', () => {
    for (const feed of FEEDS) {
      expect(freshnessOf(feed, FRESHNESS_MS[feed])).toBe('fresh');
      expect(freshnessOf(feed, FRESHNESS_MS[feed] + 1)).toBe('stale');
    }
  });
});

describe('instants', () => {
  it('F08 monotonic time measures in milliseconds and never is negative', () => {
    expect(elapsedMs(monoNs(1e6), monoNs(3.5e6))).toBe(2.5);
    expect(() => monoNs(-1)).toThrow('Condition failed');
    expect(() => wallMs(Number.NaN)).toThrow('Condition failed');
    expect(addMs(wallMs(10), -3)).toBe(7);
  });
});

describe('ids', () => {
  it('are not empty and not endless', () => {
    expect(() => marketTicker('')).toThrow('Condition failed');
    expect(() => clientOrderId('x'.repeat(129))).toThrow('Condition failed');
    expect(() => sha256Hex('ABC')).toThrow('SHA-256');
  });
});

describe('sides', () => {
  it('a bid buys YES, an ask buys NO', () => {
    expect([outcomeOf('bid'), outcomeOf('ask')]).toEqual(['yes', 'no']);
    expect(opposite(opposite('bid'))).toBe('bid');
  });
});

describe('modes and limits', () => {
  it('a password is needed wherever a real account is at stake', () => {
    expect((['sim', 'replay', 'paper', 'demo', 'live'] as const).map(needsPassword)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('starting limits nest: market ≤ event ≤ total, expiry within two minutes (I34)', () => {
    expect(DEFAULT_LIMITS.maxMarketExposure).toBeLessThanOrEqual(DEFAULT_LIMITS.maxEventExposure);
    expect(DEFAULT_LIMITS.maxEventExposure).toBeLessThanOrEqual(DEFAULT_LIMITS.maxTotalExposure);
    expect(DEFAULT_LIMITS.orderExpirySeconds).toBeLessThanOrEqual(120);
    expect(DEFAULT_LIMITS.flagConfidence).toBeGreaterThanOrEqual(DEFAULT_LIMITS.minConfidence);
  });
});
