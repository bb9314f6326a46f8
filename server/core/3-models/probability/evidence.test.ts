// Evidence: noted once at each centre, only when trustworthy, settled only by a final yes or no, bounded, never mixed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { Market, MarketResult, StrikeRule } from '#lib/domain/market.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import { BUCKET_SECONDS, type SettledQuote } from '#lib/domain/settled-quote.ts';
import { sha256 } from '#lib/hash.ts';
import { unwrap } from '#lib/result.ts';
import { forecastToFairValue } from '../forecast-to-fair-value.ts';
import { above, closeWith, SPOT_USD, windowAt } from '../testing/sample-close.ts';
import { quoteAt } from './blend-with-mid.ts';
import {
  addPair,
  createEvidence,
  type EvidenceState,
  MOST_PAIRS,
  restoreEvidence,
} from './evidence.ts';
import { noteQuotes } from './note-quotes.ts';
import { fitBucket, refitDue, weighPairs } from './refit.ts';
import { settledOutcomes, settleQuotes } from './settle-quotes.ts';

const CLOSE = wallMs(1_800_000_900_000);
const MIDS = [0.9, 0.72, 0.52, 0.3, 0.1];
const RULES = MIDS.map((_, i): StrikeRule => above(SPOT_USD - 100 + 50 * i));

interface Look {
  readonly seconds: number;
  readonly mids?: readonly (number | null)[];
  readonly missingCount?: number;
}

/** Prices the sample ladder `seconds` before its close and shows it to the collector. */
function look(state: EvidenceState, { seconds, mids = MIDS, missingCount = 0 }: Look): void {
  const at = wallMs(CLOSE - 1000 * seconds);
  const input = {
    ...closeWith(RULES, { quotes: mids.map((mid) => (mid === null ? null : quoteAt(mid, 0.02))) }),
    ...{ closeAt: CLOSE, at, window: { ...windowAt(seconds), missingCount } },
    ...{ estimate: { ...closeWith([]).estimate, at } },
  };
  const forecast = { ...input.forecast, at };
  const priced = unwrap(forecastToFairValue({ ...input, forecast }));
  noteQuotes(state, { closeAt: CLOSE, at, ladder: input.ladder, priced, forecast });
}

function marketAt(place: number, result: MarketResult | null): Market {
  const market = closeWith(RULES).ladder.markets[place]?.market;
  if (market === undefined) throw new Error('no such market');
  return { ...market, closeAt: CLOSE, result };
}

function resultOf(result: MarketResult['result'], final = true): MarketResult {
  return { result, yesPayout: price(result === 'yes' ? 10_000 : 0), final, at: CLOSE };
}

const fresh = () => createEvidence('recorded', []);
const noted = (state: EvidenceState) => state.noted.get(CLOSE)?.quotes ?? [];

describe('noting', () => {
  it('catches each centre once, with the three strikes nearest to one half', () => {
    const state = fresh();
    for (let seconds = 2_000; seconds > 0; seconds--) look(state, { seconds });
    const byBucket = BUCKET_SECONDS.map((centre) =>
      noted(state).filter((quote) => quote.bucketSeconds === centre),
    );
    for (const [i, quotes] of byBucket.entries()) {
      expect(quotes.map((quote) => quote.mid)).toEqual([0.52, 0.3, 0.72]);
      expect(quotes.map((quote) => quote.nearest)).toEqual([true, false, false]);
      expect(new Set(quotes.map((quote) => quote.at)).size).toBe(1);
      expect(quotes[0]?.at).toBe(CLOSE - 1000 * (BUCKET_SECONDS[i] ?? 0));
      // A silent voice is noted as silent: its score must not be taken for that of another.
      for (const quote of quotes) expect(quote).toMatchObject({ sequence: null });
    }
  });

  it('waits a moment for a trustworthy quote, and lets the centre pass without one', () => {
    const late = fresh();
    look(late, { seconds: 300, mids: MIDS.map(() => null) });
    look(late, { seconds: 298, missingCount: 1 });
    expect(noted(late)).toEqual([]);
    look(late, { seconds: 290 });
    expect(noted(late)).toHaveLength(3);
    const missed = fresh();
    look(missed, { seconds: 250 });
    expect(noted(missed)).toEqual([]);
  });

  it('forgets a close that never settled', () => {
    const state = fresh();
    state.noted.set(wallMs(CLOSE - 30 * 3_600_000), { done: [], quotes: [] });
    look(state, { seconds: 30 });
    expect([...state.noted.keys()]).toEqual([CLOSE]);
  });
});

describe('settling', () => {
  function watched(): EvidenceState {
    const state = fresh();
    for (const seconds of [300, 120, 30]) look(state, { seconds });
    return state;
  }

  it('a final yes or no makes pairs, once', () => {
    const state = watched();
    const settled = settleQuotes(state, marketAt(2, resultOf('yes')), SPOT_USD + 3);
    expect(settled.map((pair) => pair.bucketSeconds)).toEqual([300, 120, 30]);
    expect(settled.every((pair) => pair.yes)).toBe(true);
    expect(settled[0]?.residual).toBeGreaterThan(0);
    expect(settled[0]?.pit).toBeGreaterThan(0.5);
    expect(settleQuotes(state, marketAt(2, resultOf('yes')), SPOT_USD)).toEqual([]);
    expect(noted(state)).toHaveLength(6);
    expect(state.pairs.map((pairs) => pairs.length)).toEqual([0, 0, 1, 1, 0, 1]);
  });

  it('a provisional result, a void and a scalar one are no evidence', () => {
    const state = watched();
    expect(settleQuotes(state, marketAt(2, null), null)).toEqual([]);
    expect(settleQuotes(state, marketAt(2, resultOf('yes', false)), null)).toEqual([]);
    expect(noted(state)).toHaveLength(9);
    expect(settleQuotes(state, marketAt(2, resultOf('void')), null)).toEqual([]);
    expect(settleQuotes(state, marketAt(1, resultOf('scalar')), null)).toEqual([]);
    expect(noted(state)).toHaveLength(3);
    expect(state.due.size).toBe(0);
  });

  it('without all sixty prints there is a pair but no place in the law', () => {
    const [pair] = settleQuotes(watched(), marketAt(3, resultOf('no')), null);
    expect(pair).toMatchObject({ yes: false, pit: null, residual: null });
  });

  it('the monitors get one outcome a close and bucket: the strike nearest to one half', () => {
    const state = watched();
    const far = settleQuotes(state, marketAt(1, resultOf('yes')), SPOT_USD);
    expect(far).toHaveLength(3);
    expect(settledOutcomes(far)).toEqual([]);
    const near = settledOutcomes(settleQuotes(state, marketAt(2, resultOf('no')), SPOT_USD));
    expect(near.map((each) => each.bucketSeconds)).toEqual([300, 120, 30]);
    expect(near[0]).toMatchObject({ y: 0, pMid: 0.52, at: CLOSE });
  });
});

function pairAt(i: number, change: Partial<SettledQuote> = {}): SettledQuote {
  const { ticker, event } = marketAt(0, null);
  return {
    ...{ environment: 'recorded', ticker, event, bucketSeconds: 300 },
    ...{ closeAt: wallMs(CLOSE + i), at: CLOSE },
    mid: probability(0.4),
    model: probability(0.6),
    calibrated: probability(0.6),
    blended: probability(0.4),
    ...{ nearest: true, yes: i % 2 === 0, pit: null, residual: null },
    ...change,
  };
}

describe('refitting', () => {
  it('the strikes of one close share a weight of one', () => {
    const same = [0, 1, 2].map((i) => pairAt(i, { closeAt: CLOSE }));
    const weights = weighPairs([...same, pairAt(9)]).map((pair) => pair.weight);
    expect(weights.slice(0, 3).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    expect(weights[3]).toBe(1);
  });

  /** Quotes in which model and mid know different things, and outcomes drawn from one of them. */
  function drawn(truth: 'mid' | 'model'): EvidenceState {
    const state = fresh();
    const uniform = (i: number) => Number.parseInt(sha256(String(i)).slice(0, 12), 16) / 2 ** 48;
    for (let i = 1; i <= 1_500; i++) {
      const p = { mid: 0.15 + 0.7 * uniform(3 * i), model: 0.15 + 0.7 * uniform(3 * i + 1) };
      const said = { mid: probability(p.mid), model: probability(p.model) };
      addPair(state, pairAt(i, { ...said, yes: uniform(3 * i + 2) < p[truth] }));
    }
    refitDue(state);
    return state;
  }

  it('moves the weight towards whoever is right, and counts closes', () => {
    const [right, wrong] = [drawn('model'), drawn('mid')];
    expect(right.buckets[2]?.beta).toBeGreaterThan(0.8);
    expect(wrong.buckets[2]?.beta).toBeLessThan(0.15);
    expect(right.buckets[2]?.betaPrecision).toBeGreaterThan(100);
    expect(right.buckets[2]).toMatchObject({ bucketSeconds: 300, markets: 1_500 });
    expect(right.due.size).toBe(0);
    expect(right.buckets[1]).toEqual(right.prior[1]);
  });

  it('fits one bucket a call, and nothing when nothing is due', () => {
    const state = fresh();
    addPair(state, pairAt(1));
    addPair(state, pairAt(1, { bucketSeconds: 30 }));
    const before = [...state.buckets];
    refitDue(state);
    expect(state.due.size).toBe(1);
    refitDue(state);
    refitDue(state);
    expect(state.due.size).toBe(0);
    expect(state.buckets[2]).not.toEqual(before[2]);
    expect(state.buckets[5]).not.toEqual(before[5]);
  });

  it('starts from what was shipped', () => {
    const shipped = {
      bucketSeconds: 300,
      a: 0.1,
      b: 1.2,
      beta: 0.4,
      betaPrecision: 200,
      markets: 900,
    };
    const state = createEvidence('recorded', [{ environment: 'recorded', buckets: [shipped] }]);
    expect(state.buckets[2]).toEqual(shipped);
    expect(fitBucket(shipped, [])).toEqual(shipped);
    const [pair] = weighPairs([pairAt(1)]);
    if (pair === undefined) throw new Error('no pair');
    const moved = fitBucket(shipped, [pair]);
    expect(Math.abs(moved.beta - 0.4)).toBeLessThan(0.02);
    expect(moved.markets).toBe(901);
  });

  it('keeps 2 000 pairs a bucket, the newest', () => {
    const state = fresh();
    restoreEvidence(
      state,
      Array.from({ length: MOST_PAIRS + 7 }, (_, i) => pairAt(i)),
    );
    expect(state.pairs[2]).toHaveLength(MOST_PAIRS);
    expect(state.pairs[2]?.[0]?.closeAt).toBe(CLOSE + 7);
  });

  it('takes nothing from another environment or an unknown bucket', () => {
    const state = fresh();
    restoreEvidence(state, [
      pairAt(1, { environment: 'simulated' }),
      pairAt(2, { bucketSeconds: 299 }),
    ]);
    expect(state.pairs.flat()).toEqual([]);
    expect(state.due.size).toBe(0);
  });

  it('a restart with what was stored gives the same terms', () => {
    const some = fc.array(fc.tuple(fc.nat(50), fc.boolean()), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(some, (given) => {
        const pairs = given.map(([i, yes]) => pairAt(i, { yes, closeAt: wallMs(CLOSE + i) }));
        const running = fresh();
        for (const pair of pairs) {
          addPair(running, pair);
          refitDue(running);
        }
        const restarted = fresh();
        const stored: readonly SettledQuote[] = JSON.parse(JSON.stringify(pairs));
        restoreEvidence(restarted, stored);
        refitDue(restarted);
        expect(restarted.buckets).toEqual(running.buckets);
      }),
      { numRuns: 30 },
    );
  });
});
