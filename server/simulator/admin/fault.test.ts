// Admin input: every fault is read, everything else is refused by the name of the bad field.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBurst, readFault, readSpeed } from './fault.ts';

test.each([
  [{ kind: 'drop', venue: 'kalshi' }],
  [{ kind: 'stall', venue: 'kraken', on: true }],
  [{ kind: 'latency', venue: 'kraken', ms: 250 }],
  [{ kind: 'sequence-gap', venue: 'kalshi' }],
  [{ kind: 'bad-checksum', updates: 1 }],
  [{ kind: 'mute-subscriptions', requests: 1 }],
  [{ kind: 'refuse-upgrades', status: null }],
  [{ kind: 'clock-skew', ms: -2_000 }],
  [{ kind: 'rate-limit', requests: 3 }],
  [{ kind: 'fail-after-accept', requests: 1 }],
  [{ kind: 'terminal-error', code: 25 }],
  [{ kind: 'read-lag', ms: 900 }],
  [{ kind: 'pause', scope: 'trading', shard: 2 }],
  [{ kind: 'close-early', ticker: 'KXBTC15M-26NOV221100-00' }],
  [{ kind: 'withhold-index', on: false }],
])('%j is a fault', (body) => {
  expect(readFault(body)).toEqual({ ok: true, value: body });
});

test.each([
  ['an unknown kind', { kind: 'explode' }, 'kind'],
  ['no kind', {}, 'kind'],
  ['no object', 'drop', 'body'],
  ['a missing field', { kind: 'stall', venue: 'kalshi' }, 'on'],
  ['an unknown venue', { kind: 'drop', venue: 'binance' }, 'venue'],
  ['a negative wait', { kind: 'latency', venue: 'kalshi', ms: -1 }, 'ms'],
  ['a fractional count', { kind: 'rate-limit', requests: 1.5 }, 'requests'],
  ['a text for a number', { kind: 'read-lag', ms: '5' }, 'ms'],
  ['a misspelt field', { kind: 'resume', shard: 2 }, 'shard'],
  ['a code that ends no subscription', { kind: 'terminal-error', code: 11 }, 'code'],
])('%s is refused by its field', (_name, body, field) => {
  const read = readFault(body);
  expect(read.ok ? '' : read.error.split(':')[0]).toBe(field);
});

test('speed and burst name their bad fields', () => {
  expect(readSpeed({ speed: 30 })).toEqual({ ok: true, value: { speed: 30 } });
  expect(readSpeed({ speed: 301 })).toMatchObject({ ok: false });
  expect(readSpeed({ speed: Number.NaN })).toMatchObject({ ok: false });
  expect(readBurst({ ticker: 'X', orders: 0 })).toMatchObject({ ok: false });
  expect(readBurst({ ticker: 'X', orders: 5 })).toMatchObject({ ok: true });
});

test('no JSON value makes the reader throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const read = readFault(body);
      if (!read.ok) expect(read.error).toMatch(/^\S+: /);
    }),
  );
});
