// The best trade there is: which side, when a quote is better than taking, and when there is no trade at all.
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { probability } from '#lib/domain/probability.ts';
import { requiredEdge } from './edge.ts';
import { forecastToIntent } from './forecast-to-intent.ts';
import type { GateInput } from './gate-input.ts';
import { depthOf, FAIR, GOOD, inputWith, MARKET, NOW } from './testing/sample-input.ts';

const worth = (value: number) => ({
  ...FAIR,
  ...{ probability: probability(value), deltaPerUsd: 0.001 },
  ...{ low: probability(value - 0.001), high: probability(value + 0.001) },
});
/** A spread of sixteen cents: taking does not pay, a quote does. */
const WIDE = { depth: depthOf([[4_000, 50_000]], [[5_600, 50_000]]), fair: worth(0.48) };
const best = (change: Partial<GateInput>) => forecastToIntent(inputWith(change));

describe('the side', () => {
  test('is that of the larger edge, taking and quoting', () => {
    expect(best({ fair: worth(0.6) })).toMatchObject({ side: 'bid', style: 'take' });
    expect(best({ fair: worth(0.35) })).toMatchObject({ side: 'ask', style: 'take' });
    // Seven cents of room on either side: to buy comes first. At 46 ¢ there are five to the bid and nine to the ask.
    expect(best(WIDE)).toMatchObject({ side: 'bid', style: 'make', price: 4_100 });
    expect(best({ ...WIDE, fair: worth(0.46) })).toMatchObject({ side: 'ask', style: 'make' });
  });
});

describe('a quote', () => {
  test('is made only where it lives out before the guard, and where quotes may live at all', () => {
    const { orderExpirySeconds, closeGuardSeconds } = GOOD.limits;
    const leastMs = (orderExpirySeconds + closeGuardSeconds) * 1_000;
    const left = (ms: number) =>
      best({ ...WIDE, market: { ...MARKET, closeAt: wallMs(NOW + ms) } })?.style;
    expect([left(leastMs), left(leastMs + 1)]).toEqual(['take', 'make']);
    expect(best({ ...WIDE, limits: { ...GOOD.limits, orderExpirySeconds: 0 } })?.style).toBe(
      'take',
    );
  });

  test('must show its own required edge, to the last bit; else the trade that takes speaks for what is missing', () => {
    const made = best(WIDE);
    const required = made === null ? 0 : requiredEdge(inputWith(WIDE), made);
    const spare = (made?.edge ?? 0) - required;
    expect(spare).toBeGreaterThan(0);
    const asking = (more: number) =>
      best({ ...WIDE, limits: { ...GOOD.limits, minEdge: GOOD.limits.minEdge + more } })?.style;
    expect([asking(spare - 1e-6), asking(spare + 1e-6)]).toEqual(['make', 'take']);
  });

  test('is not made where taking pays already', () => {
    expect(best({ ...WIDE, fair: worth(0.9) })).toMatchObject({ style: 'take', side: 'bid' });
  });
});

describe('no trade', () => {
  test('is found without a fair value, a live book or a whole contract on it', () => {
    expect(best({ fair: null })).toBeNull();
    expect(best({ book: { kind: 'broken', reason: 'gap' } })).toBeNull();
    expect(best({ depth: depthOf([], []) })).toBeNull();
    expect(best({ depth: depthOf([[4_700, 99]], []) })).toBeNull();
  });
});
