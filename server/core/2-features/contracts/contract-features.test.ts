// One contract's features: distance, implied figures, its own book and tape, the settlement window.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { signedCount } from '#lib/domain/count.ts';
import { marketTicker } from '#lib/domain/ids.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import { createFeatureState } from '../feature-state.ts';
import {
  ABOVE,
  contractOf,
  marketOf,
  narrowBook,
  OPEN_WINDOW,
  spotOf,
  T0,
  TICKER,
} from '../testing/observed-market.ts';
import { CONTRACT_LAYOUT, contractValues } from './contract-features.ts';
import { type ContractInput, sightContract } from './contract-sight.ts';
import { addContractTrade, contractFlow, noteStream, trackOf } from './contract-track.ts';
import { refreshContract, refreshContracts } from './refresh-contract.ts';

const VARIANCE = 0.5 ** 2 / 31_536_000;

function featuresOf(change: Partial<ContractInput>): Readonly<Record<string, number | null>> {
  const values = contractValues(
    sightContract({
      contract: contractOf(ABOVE, [1_500, 1_673]),
      window: OPEN_WINDOW,
      indexUsd: 95_000,
      level: VARIANCE,
      flow: null,
      ...change,
    }),
  );
  return Object.fromEntries(values.map((value, i) => [CONTRACT_LAYOUT.names[i], value]));
}

describe('contract features', () => {
  it('one σ out of the money at 50 % and 15 minutes is 248.12 USD', () => {
    const features = featuresOf({});
    expect(features['moneyness·sigma']).toBeCloseTo(-1, 4);
    expect(features['implied·probability']).toBeCloseTo(0.15865, 4);
    expect(features['implied·vol']).toBeCloseTo(0.5, 3);
    expect(features['implied·variance']).toBeCloseTo(0, 2);
    expect(features['quote·spread']).toBeCloseTo(0.0173, 9);
    expect(features['book·imbalance·1']).toBe(0.5);
    expect(features['time·to-close']).toBeCloseTo(Math.log(16), 12);
  });

  it('a contract that wins below has the opposite distance', () => {
    const rule: StrikeRule = { kind: 'below', strike: btcCents(9_524_812) };
    const features = featuresOf({ contract: contractOf(rule, [8_327, 8_500]) });
    expect(features['moneyness·sigma']).toBeCloseTo(1, 4);
    expect(features['implied·vol']).toBeCloseTo(0.5, 2);
  });

  it('a range is as far in the money as its nearer bound, and implies no one volatility', () => {
    const rule: StrikeRule = {
      kind: 'between',
      floor: btcCents(9_475_188),
      cap: btcCents(9_530_000),
    };
    const features = featuresOf({ contract: contractOf(rule, [4_000, 4_100]) });
    expect(features['moneyness·sigma']).toBeCloseTo(1, 4);
    expect(features['implied·vol']).toBeNull();
    expect(features['window·required']).toBeNull();
  });

  it('a price on the wrong side of the strike implies no volatility', () => {
    expect(featuresOf({ contract: contractOf(ABOVE, [6_000, 6_100]) })['implied·vol']).toBeNull();
  });

  it('inside the window the open prints must make up for the known ones', () => {
    const window = {
      ...OPEN_WINDOW,
      knownCount: 30,
      knownSumUsd: 30 * 94_900,
      unknownCount: 30,
      secondsToNextPrint: 1,
      secondsToClose: 30,
    };
    const rule: StrikeRule = { kind: 'above', strike: btcCents(9_500_000) };
    const features = featuresOf({ contract: contractOf(rule, null), window });
    const sigmaUsd = 95_000 * Math.sqrt(VARIANCE * 30);
    expect(features['window·known']).toBe(0.5);
    expect(features['window·required']).toBeCloseTo((95_000 - 95_100) / sigmaUsd, 9);
  });

  it('nothing is invented for an empty book, an unset strike or a missing index', () => {
    const contract = contractOf({ kind: 'unset', reason: 'TBD' }, null);
    const {
      'time·to-close': time,
      window·known: known,
      ...rest
    } = featuresOf({
      contract,
      indexUsd: null,
      level: null,
    });
    expect([time, known]).toEqual([Math.log(16), 0]);
    expect(Object.values(rest).every((value) => value === null)).toBe(true);
  });
});

const TRADES = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 20_000 }),
    size: fc.integer({ min: 1, max: 5_000 }),
    takerSide: fc.constantFrom('bid' as const, 'ask' as const),
  }),
  { maxLength: 80 },
);

describe('the tape of one contract', () => {
  it('is the exact signed share of the last sixty seconds', () => {
    fc.assert(
      fc.property(TRADES, (trades) => {
        const track = trackOf(new Map(), TICKER, T0);
        noteStream(track, true, T0);
        const told: { second: number; signed: number; size: number }[] = [];
        let at = T0 + 30_000;
        for (const { afterMs, size, takerSide } of trades) {
          at += afterMs;
          addContractTrade(track, { size, takerSide }, at);
          const signed = takerSide === 'bid' ? size : -size;
          told.push({ second: Math.floor(at / 1000), signed, size });
        }
        at += 500;
        const recent = told.filter(({ second }) => second > Math.floor(at / 1000) - 60);
        const total = recent.reduce((sum, each) => sum + each.size, 0);
        const signed = recent.reduce((sum, each) => sum + each.signed, 0);
        expect(contractFlow(track, at)).toBe(total > 0 ? signed / total : null);
      }),
    );
  });

  it('is missing for half a minute after the stream was lost, but not after a passing cross', () => {
    const track = trackOf(new Map(), TICKER, T0);
    noteStream(track, true, T0);
    addContractTrade(track, { size: signedCount(100), takerSide: 'bid' }, T0 + 35_000);
    noteStream(track, false, T0 + 36_000);
    noteStream(track, true, T0 + 36_500);
    expect(contractFlow(track, T0 + 37_000)).toBe(1);
    noteStream(track, false, T0 + 40_000);
    noteStream(track, true, T0 + 45_000);
    expect(contractFlow(track, T0 + 46_000)).toBeNull();
  });
});

describe('a followed contract', () => {
  const market = (contracts: Parameters<typeof marketOf>[2]) =>
    marketOf(spotOf(narrowBook(95_000), T0), btcCents(9_500_000), contracts);

  it('has a row made at its last event, in the layout of contracts', () => {
    const state = createFeatureState();
    const contract = contractOf(ABOVE, [1_500, 1_673]);
    refreshContract(state, market(new Map([[TICKER, contract]])), { ticker: TICKER, at: T0 });
    const row = state.contracts.get(TICKER)?.row;
    expect(row?.layout).toBe(CONTRACT_LAYOUT);
    expect(row?.at).toBe(T0);
    expect(row?.values[0]).toBeCloseTo(0.15865, 4);
    expect(row?.present[CONTRACT_LAYOUT.names.indexOf('moneyness·sigma')]).toBe(0);
  });

  it('is begun by a live book and forgotten with its market', () => {
    const state = createFeatureState();
    const waiting = contractOf(ABOVE, null, { book: { kind: 'waiting', reason: 'not watched' } });
    refreshContracts(state, market(new Map([[TICKER, waiting]])), T0);
    expect(state.contracts.size).toBe(0);
    refreshContracts(state, market(new Map([[TICKER, contractOf(ABOVE, null)]])), T0);
    expect([...state.contracts.keys()]).toEqual([TICKER]);
    refreshContracts(state, market(new Map([[marketTicker('OTHER'), waiting]])), T0);
    expect(state.contracts.size).toBe(0);
  });
});
