// One question about one order at a time, whatever becomes of it.
import { expect, test } from 'vitest';
import { venueOrderId } from '#lib/domain/ids.ts';
import type { OrderStatusReport } from '#lib/domain/report.ts';
import type { Result } from '#lib/result.ts';
import { statusOf } from '#server/core/5-execution/testing/venue-reports.ts';
import { createOrderAsker } from './order-asker.ts';
import { createFakeVenue } from './testing/fake-venue.ts';
import { settlePromises } from './testing/manual-time.ts';

const V1 = venueOrderId('v-1');

test('F46 the venue’s row of the order is reported; a failure is told, and the next question goes out', async () => {
  const answers: (() => Promise<Result<OrderStatusReport>>)[] = [
    async () => ({ ok: false, error: '404' }),
    () => Promise.reject(new Error('reset')),
    async () => ({ ok: true, value: statusOf('executed') }),
  ];
  const { orders, calls } = createFakeVenue({
    readOrder: () => (answers.shift() ?? (() => Promise.reject(new Error('asked too often'))))(),
  });
  const told: string[] = [];
  const ask = createOrderAsker({
    orders,
    report: ({ venueOrderId: id, status }) => told.push(`${id} ${status}`),
    onFailure: (reason) => told.push(reason),
  });
  for (let turn = 0; turn < 3; turn++) {
    ask(V1);
    ask(V1);
    await settlePromises();
  }
  expect(told).toEqual(['404', 'Error: reset', 'v-1 executed']);
  expect(calls).toEqual(['read-order v-1', 'read-order v-1', 'read-order v-1']);
});
