// The three BTC series as the venue lists them: shard, fees, grid and settlement timings. Data only.
// Source: kalshi-api §1.6, §6, §7.2.
import type { SeriesDefinition } from './market-shapes.ts';

/** Crypto & Commodities. */
const BTC_SHARD = 2;

/** Shards as `GET /exchange/status` lists them. */
export const SHARDS: readonly { readonly index: number; readonly description: string }[] = [
  { index: 0, description: 'Default' },
  { index: 1, description: 'Combos' },
  { index: 2, description: 'Crypto & Commodities' },
  { index: 3, description: 'Tennis/Baseball/Basketball' },
];

const BTC = {
  category: 'Crypto',
  feeType: 'quadratic',
  feeMultiplier: 1,
  exchangeIndex: BTC_SHARD,
} as const;

const HOURLY = {
  ...BTC,
  frequency: 'hourly',
  determineAfterCloseMs: 85_000,
  settleAfterCloseMs: 145_000,
  settlementTimerSeconds: 60,
} as const;

/** Known from the start; others come through createSeries. */
export const BTC_SERIES: readonly SeriesDefinition[] = [
  {
    ...BTC,
    ticker: 'KXBTC15M',
    title: 'Bitcoin price up down',
    frequency: 'fifteen_min',
    determineAfterCloseMs: 5_000,
    settleAfterCloseMs: 6_000,
    settlementTimerSeconds: 1,
    roundDigits: 2,
    collateralReturnType: '',
    mutuallyExclusive: false,
  },
  {
    ...HOURLY,
    ticker: 'KXBTCD',
    title: 'Bitcoin price Above/below',
    collateralReturnType: 'DIRECNET',
    mutuallyExclusive: false,
  },
  {
    ...HOURLY,
    ticker: 'KXBTC',
    title: 'Bitcoin range',
    roundDigits: 2,
    collateralReturnType: 'MECNET',
    mutuallyExclusive: true,
  },
];

/** The grid label a series uses unless a market says otherwise. */
export function defaultGridLabel(seriesTicker: string): string {
  return seriesTicker === 'KXBTC15M' ? 'tapered_deci_cent' : 'linear_cent';
}
