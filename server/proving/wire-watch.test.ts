// The watch on the wire over renewals, each wrong in one way. In: amends as they leave. Out: the invariant each breaks.
import { expect, test } from 'vitest';
import { venueOrderId } from '#lib/domain/ids.ts';
import { addMs } from '#lib/domain/instant.ts';
import type { Order } from '#lib/domain/order.ts';
import { renewalBody } from '#server/adapters/kalshi/change-outcome.ts';
import { requestOf, START, storedOrder } from '#server/core/5-execution/testing/venue-reports.ts';
import { createDriver, type Driver } from '#server/core/journeys/testing/spine-driver.ts';
import { MemoryDisk } from './memory-disk.ts';
import { WireWatch } from './wire-watch.ts';

const V1 = venueOrderId('v-1');
const UNTIL = addMs(START, 100_000);
const GOOD = renewalBody({ venueOrderId: V1, request: requestOf('c-1'), expiresAt: UNTIL });

interface Case {
  readonly stored?: Partial<Order> | null;
  readonly body?: object;
  readonly path?: string;
  readonly world?: Driver['world'];
}

function verdict({ stored = {}, body = {}, path = '/v-1/amend', world }: Case): string | null {
  const disk = new MemoryDisk();
  const renewal = { askedAt: START, expiresAt: UNTIL, sureUntil: addMs(START, 60_000) };
  const order: Order = { ...storedOrder('c-1'), venueOrderId: V1, renewal, ...stored };
  const at = { atMs: 0, wallAtMs: START };
  if (stored !== null) disk.commit([{ kind: 'order', order }], at);
  return new WireWatch(disk).request({
    method: 'POST',
    path: `/trade-api/v2/portfolio/events/orders${path}`,
    body: JSON.stringify({ ...GOOD, ...body }),
    world: world ?? createDriver().world,
  });
}

test('I34 a renewal of the expiry alone that is on disk passes', () => {
  expect(verdict({})).toBeNull();
});

test.each<[string, Case, string]>([
  ['another order', { path: '/v-2/amend' }, 'I7'],
  ['an order that is not on disk', { stored: null }, 'I7'],
  ['an expiry that is not on disk', { stored: { renewal: null } }, 'I7'],
  ['a later expiry than the one on disk', { body: { expiration_time: 1_795_186_901 } }, 'I7'],
  ['another size', { body: { count: '10.01' } }, 'I34'],
  ['another price', { body: { price: '0.4700' } }, 'I34'],
  ['the other side', { body: { side: 'ask' } }, 'I34'],
  ['another market', { body: { ticker: 'T' } }, 'I34'],
])('a renewal that names %s is a breach', (_, what, id) => {
  expect(verdict(what)).toMatch(new RegExp(`^${id}: `));
});

test('I34 a renewal for more than 120 s is a breach', () => {
  const renewal = { askedAt: addMs(START, -20_001), expiresAt: UNTIL, sureUntil: START };
  expect(verdict({ stored: { renewal } })).toMatch(/^I34: /);
});

test('I2 a renewal that leaves while killed is a breach', () => {
  const driver = createDriver();
  driver.boot();
  driver.command({ kind: 'kill', reason: 'test' });
  expect(driver.world.control.latch).not.toBeNull();
  expect(verdict({ world: driver.world })).toMatch(/^I2: /);
});
