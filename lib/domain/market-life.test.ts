// The life of a market: offers counted by their end, the rest as it is stored.
import { expect, test } from 'vitest';
import { lifeOf } from './market-life.ts';

test('offers are counted by their end, and what is booked stays what it is', () => {
  const stored = { sent: 3, fills: 2, netMicro: -5, isBooked: true };
  const offers = ['expired', 'vetoed', 'expired'] as const;
  expect(lifeOf({ ...stored, offers })).toEqual({ ...stored, offers: { expired: 2, vetoed: 1 } });
  expect(lifeOf({ sent: 0, fills: 0, netMicro: null, isBooked: false, offers: [] })).toEqual({
    ...{ sent: 0, fills: 0, netMicro: null, isBooked: false, offers: {} },
  });
});
