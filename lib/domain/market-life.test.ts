// The life of a market: offers counted by their end, the rest as it is stored.
import { expect, test } from 'vitest';
import { lifeOf } from './market-life.ts';

test('offers are counted by their end, and what is booked stays what it is', () => {
  const stored = { fills: 2, netMicro: -5, isSettled: true };
  const offers = ['expired', 'vetoed', 'expired'] as const;
  expect(lifeOf({ ...stored, offers })).toEqual({ ...stored, offers: { expired: 2, vetoed: 1 } });
  expect(lifeOf({ fills: 0, netMicro: null, isSettled: false, offers: [] })).toEqual({
    ...{ fills: 0, netMicro: null, isSettled: false, offers: {} },
  });
});
