// Distance, implied probability and implied volatility of one contract.
import { describe, expect, it } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { count } from '#lib/domain/count.ts';
import { eventTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import type { ContractView } from '#lib/domain/market-view.ts';
import { price } from '#lib/domain/price.ts';
import { contractFeatures } from './contract-features.ts';

const VARIANCE = 0.5 ** 2 / 31_536_000;
const WINDOW = {
  knownCount: 0,
  knownSumUsd: 0,
  missingCount: 0,
  unknownCount: 60,
  secondsToNextPrint: 841,
  secondsToClose: 900,
};

function contract(rule: StrikeRule, quote: readonly [number, number] | null): ContractView {
  const level = (value: number) => ({ price: price(value), size: count(100) });
  return {
    market: {
      ticker: marketTicker('T'),
      event: eventTicker('E'),
      series: 'KXBTCD',
      rule,
      openAt: wallMs(0),
      closeAt: wallMs(900_000),
      status: 'active',
      grid: [],
      shard: 0,
      fee: { kind: 'quadratic', multiplier: 1 },
      result: null,
      title: '',
    },
    book: { kind: 'live' },
    bookAt: null,
    depth:
      quote === null
        ? { bids: [], asks: [] }
        : { bids: [level(quote[0])], asks: [level(quote[1])] },
    lastTrade: null,
    volume: null,
  };
}

const ABOVE: StrikeRule = { kind: 'above', strike: btcCents(9_524_812) };

describe('contract features', () => {
  it('one σ out of the money at 50 % and 15 minutes is 248.12 USD', () => {
    const input = { window: WINDOW, indexUsd: 95_000, variancePerSecond: VARIANCE };
    const features = contractFeatures({ ...input, contract: contract(ABOVE, [1_500, 1_673]) });
    expect(features.moneynessSigma).toBeCloseTo(-1, 4);
    expect(features.impliedProbability).toBeCloseTo(0.15865, 4);
    expect(features.impliedVol).toBeCloseTo(0.5, 3);
    expect(features.spread).toBeCloseTo(0.0173, 9);
  });

  it('a contract that wins below has the opposite distance', () => {
    const rule: StrikeRule = { kind: 'below', strike: btcCents(9_524_812) };
    const input = { window: WINDOW, indexUsd: 95_000, variancePerSecond: VARIANCE };
    const features = contractFeatures({ ...input, contract: contract(rule, [8_327, 8_500]) });
    expect(features.moneynessSigma).toBeCloseTo(1, 4);
    expect(features.impliedVol).toBeCloseTo(0.5, 2);
  });

  it('a price on the wrong side of the strike implies no volatility', () => {
    const input = { window: WINDOW, indexUsd: 95_000, variancePerSecond: VARIANCE };
    const features = contractFeatures({ ...input, contract: contract(ABOVE, [6_000, 6_100]) });
    expect(features.impliedVol).toBeNull();
  });

  it('nothing is invented for an empty book, an unset strike or a missing index', () => {
    const empty = contractFeatures({
      contract: contract({ kind: 'unset', reason: 'TBD' }, null),
      window: WINDOW,
      indexUsd: null,
      variancePerSecond: null,
    });
    expect(empty).toEqual({
      secondsToClose: 900,
      impliedProbability: null,
      spread: null,
      moneynessSigma: null,
      impliedVol: null,
    });
  });
});
