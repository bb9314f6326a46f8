// Orders as the screen gets them. In: orders of the book. Out: rows that claim no more than is proved.
import { expect, test } from 'vitest';
import { addMs } from '#lib/domain/instant.ts';
import type { Order } from '#lib/domain/order.ts';
import { orderRow } from '#lib/wire/order-row.ts';
import { START, storedOrder } from '#server/core/5-execution/testing/venue-reports.ts';

test('I35 the row of a renewed order tells the expiry that is proved, not the one asked for', () => {
  const order: Order = storedOrder('c-1');
  const first = order.request.expiresAt;
  if (first === null) throw new Error('the order rests');
  const asked = { askedAt: START, expiresAt: addMs(first, 45_000), sureUntil: first };
  expect(orderRow(order).expiresAt).toBe(first);
  expect(orderRow({ ...order, renewal: asked }).expiresAt).toBe(first);
  const proved = { ...asked, sureUntil: asked.expiresAt };
  expect(orderRow({ ...order, renewal: proved }).expiresAt).toBe(asked.expiresAt);
});
