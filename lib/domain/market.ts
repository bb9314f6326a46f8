// A Kalshi BTC market as the core knows it: what settles it, on which grid it trades, when it lives.
import type { BtcCents } from './btc.ts';
import type { EventTicker, MarketTicker } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { CentiCents } from './price.ts';

/** The three series the product trades. Any other ticker is ignored at the door. */
export const SERIES = ['KXBTC15M', 'KXBTCD', 'KXBTC'] as const;
export type Series = (typeof SERIES)[number];

/** How the settlement mean A is compared. Unknown venue wording never becomes one of these. */
export type StrikeRule =
  /** KXBTC15M: the mean rounded to 2 decimals ≥ strike; a tie is YES. */
  | { readonly kind: 'at-or-above-rounded'; readonly strike: BtcCents }
  /** KXBTCD: unrounded mean > strike. */
  | { readonly kind: 'above'; readonly strike: BtcCents }
  /** KXBTC lower tail: mean < cap (strict). */
  | { readonly kind: 'below'; readonly strike: BtcCents }
  /** KXBTC bucket: floor ≤ mean ≤ cap, both inclusive to the cent. */
  | { readonly kind: 'between'; readonly floor: BtcCents; readonly cap: BtcCents }
  /** The strike is not published yet (KXBTC15M in its first seconds), or its wording is unknown: never traded. */
  | { readonly kind: 'unset'; readonly reason: string };

/** Life of a market. `inactive` = paused by the venue; `unknown` = a status we do not know (never traded). */
export type MarketStatus =
  | 'initialized'
  | 'active'
  | 'inactive'
  | 'closed'
  | 'determined'
  | 'disputed'
  | 'amended'
  | 'finalized'
  | 'unknown';

/** One stretch of the price grid: prices start, start+step, … ≤ end, in 1e-4 dollars. */
export interface PriceRange {
  readonly start: CentiCents;
  readonly end: CentiCents;
  readonly step: number;
}

/** Fee terms: taker fee = multiplier × 0.07 × C × P × (1 − P); see lib/domain/fee.ts. */
export interface FeeTerms {
  readonly kind: 'quadratic' | 'quadratic_with_maker_fees' | 'unknown';
  readonly multiplier: number;
}

/** Settlement as the venue reported it; payout per YES contract in 1e-4 dollars (10 000 = one dollar). */
export interface MarketResult {
  readonly result: 'yes' | 'no' | 'scalar' | 'void';
  readonly yesPayout: CentiCents;
  /** False until `finalized`: shown as provisional. */
  readonly final: boolean;
  readonly at: WallMs;
}

/** A whole market definition, replaced as a unit whenever the venue changes any field. */
export interface Market {
  readonly ticker: MarketTicker;
  readonly event: EventTicker;
  readonly series: Series;
  readonly rule: StrikeRule;
  readonly openAt: WallMs;
  readonly closeAt: WallMs;
  readonly status: MarketStatus;
  readonly grid: readonly PriceRange[];
  readonly shard: number;
  readonly fee: FeeTerms;
  readonly result: MarketResult | null;
  /** Human text from the venue, e.g. "$84,900 or above". */
  readonly title: string;
}
