// One close to price, for tests. In: what differs. Out: markets, and everything a fair value is made of.
import { btcCents, btcUsd } from '#lib/domain/btc.ts';
import type { SettlementWindow } from '#lib/domain/fair-value.ts';
import type { Forecast, HorizonForecast, IndexEstimate } from '#lib/domain/forecast.ts';
import { eventTicker, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { Market, StrikeRule } from '#lib/domain/market.ts';
import type { FairValueInput } from '../forecast-to-fair-value.ts';
import { createProfile } from '../intraday-profile.ts';
import { blendAt, shippedBuckets } from '../probability/buckets.ts';
import { ladderOf } from '../probability/ladder.ts';
import { countAhead } from '../settlement-average.ts';

export const AT: WallMs = wallMs(1_800_000_000_000);
export const SPOT_USD = 95_000;
const HORIZON: HorizonForecast = {
  minutes: 15,
  variancePerSecond: 0.5 ** 2 / 31_536_000,
  logVarianceSd: 0.6,
  tailNu: 5,
  tailScale: 1,
  base: 0,
  members: [],
  contributions: [],
};

export const ESTIMATE: IndexEstimate = {
  at: AT,
  value: btcUsd(SPOT_USD),
  basisSdUsd: 0,
  source: 'brti',
};

/** Follows the market: nothing learnt. */
export const NO_EVIDENCE = blendAt(shippedBuckets([], 'recorded'), 600);

/** A forecast with one horizon. */
export function forecastWith(change: Partial<HorizonForecast> = {}): Forecast {
  return {
    at: AT,
    horizons: [{ ...HORIZON, ...change }],
    refused: [],
    modelId: 'statistical',
    modelHash: null,
    inputHash: sha256Hex('a'.repeat(64)),
    fallback: null,
  };
}

/** A market of the close `seconds` ahead, named after its rule. */
function marketWith(rule: StrikeRule, closeAt: WallMs, name = JSON.stringify(rule)): Market {
  return {
    ticker: marketTicker(`T-${name}`),
    event: eventTicker('E'),
    series: 'KXBTCD',
    rule,
    openAt: AT,
    closeAt,
    status: 'active',
    grid: [],
    shard: 2,
    fee: { kind: 'quadratic', multiplier: 1 },
    result: null,
    title: '',
  };
}

/** "above `usd`". */
export function above(usd: number): StrikeRule {
  return { kind: 'above', strike: btcCents(Math.round(usd * 100)) };
}

/** The window `seconds` before the close when every print so far came in at the spot. */
export function windowAt(seconds: number, knownUsd: number = SPOT_USD): SettlementWindow {
  const { unknownCount, secondsToNext } = countAhead(seconds);
  const knownCount = 60 - unknownCount;
  return {
    knownCount,
    knownSumUsd: knownCount * knownUsd,
    missingCount: 0,
    unknownCount,
    secondsToNextPrint: secondsToNext,
    secondsToClose: seconds,
  };
}

/** Prices `rules` `seconds` before they close, without quotes and without evidence unless told otherwise. */
export function closeWith(
  rules: readonly StrikeRule[],
  change: Partial<FairValueInput> & { readonly seconds?: number } = {},
): FairValueInput {
  const { seconds = 900, ...rest } = change;
  const closeAt = wallMs(AT + 1000 * seconds);
  return {
    forecast: forecastWith(),
    estimate: ESTIMATE,
    window: windowAt(seconds),
    closeAt,
    at: AT,
    profile: createProfile(Array.from({ length: 60 }, () => 1)),
    logVarianceSd: null,
    ladder: ladderOf(rules.map((rule, i) => marketWith(rule, closeAt, String(i)))),
    quotes: rules.map(() => null),
    terms: NO_EVIDENCE,
    ...rest,
  };
}
