// Only Kalshi's demo exchange is a real exchange to try things on.
import { describe, expect, test } from 'vitest';
import { assertDemoHost, demoOptions, envOf } from './demo-venue.ts';

describe('demo venue', () => {
  test('F38 no other host is ever tried on, and none without TLS', () => {
    for (const url of [
      'https://external-api.kalshi.com/trade-api/v2',
      'https://api.elections.kalshi.com/trade-api/v2',
      'https://demo-api.kalshi.co.evil.example/trade-api/v2',
      'http://demo-api.kalshi.co/trade-api/v2',
      'http://127.0.0.1:4000/trade-api/v2',
      'wss://external-api-ws.kalshi.com/trade-api/ws/v2',
    ])
      expect(() => assertDemoHost(url)).toThrow('not Kalshi');
    for (const url of [
      'https://external-api.demo.kalshi.co/trade-api/v2',
      'wss://external-api-ws.demo.kalshi.co/trade-api/ws/v2',
    ])
      expect(() => assertDemoHost(url)).not.toThrow();
  });

  test('F38 the live key is never taken for the demo one', () => {
    const live = {
      VOLTAGE_MODE: 'live',
      VOLTAGE_KALSHI_KEY_ID: 'a1b2c3d4-0000-4000-8000-000000000000',
      VOLTAGE_KALSHI_KEY_FILE: '/nowhere/live.pem',
    };
    expect(() => demoOptions(live, 'test')).toThrow('needs VOLTAGE_KALSHI_DEMO_KEY_ID');
  });

  test('an exchange that is not named is the fallback, or an error where there is none', () => {
    expect(envOf({}, 'sim')).toBe('sim');
    expect(envOf({ env: 'demo' }, 'sim')).toBe('demo');
    expect(() => envOf({}, null)).toThrow('--env must be sim or demo');
    expect(() => envOf({ env: 'live' }, 'sim')).toThrow('--env must be sim or demo');
  });
});
