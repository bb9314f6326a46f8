// How answers did: counts and times by state, scores of what has settled alone, and nothing where nothing is known.
import { expect, test } from 'vitest';
import type { OfferLine } from '#lib/wire/decisions-http.ts';
import { offerSums } from './offers-view.ts';

const offer = (changes: Partial<OfferLine>): OfferLine => ({
  ...{ id: 'o', state: 'vetoed', raisedAt: 1_000, answeredAt: 4_000, answeredBy: 'operator' },
  ...{ decisionId: 'd', ticker: 'T', reason: null },
  trade: {
    ...{ side: 'bid', price: 4_600, averagePrice: null, count: 1_000, feePerContract: 175 },
    ...{ style: 'take', purpose: 'enter' },
  },
  settled: { result: 'yes', yesPayout: 10_000 },
  ...changes,
});

test('vetoed offers are summed over those that settled, and the rest is counted beside them', () => {
  const offers = [
    offer({}),
    offer({ settled: { result: 'no', yesPayout: 0 }, answeredAt: 2_000 }),
    offer({ settled: null, answeredAt: 9_000 }),
  ];
  expect(offerSums(offers)).toEqual([
    {
      ...{ state: 'vetoed', count: 3, scored: 2, ifTakenMicro: 5_225_000 - 4_775_000 },
      ...{ medianMs: 3_000, slowestMs: 8_000 },
    },
  ]);
});

test('nobody answered an expired offer, and an unsettled one earned nothing that is known', () => {
  const offers = [offer({ state: 'expired', answeredBy: null, settled: null })];
  expect(offerSums(offers)).toEqual([
    {
      ...{ state: 'expired', count: 1, scored: 0, ifTakenMicro: null },
      ...{ medianMs: null, slowestMs: null },
    },
  ]);
  expect(offerSums([])).toEqual([]);
});
