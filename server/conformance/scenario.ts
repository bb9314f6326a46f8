// The shape of one scenario, and what all of them are given: a bench, a market, and what this venue can do.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { Bench } from './bench.ts';
import type { Outcome } from './finding.ts';

/** A running market at the moment it was looked at. Prices on the YES scale. */
export interface Quote {
  readonly ticker: MarketTicker;
  readonly bid: CentiCents;
  readonly ask: CentiCents;
  /** The lowest price the grid knows: a bid there rests and costs next to nothing. */
  readonly lowest: CentiCents;
  /** One step above it. */
  readonly second: CentiCents;
  /** Step of the grid at the bid. */
  readonly step: number;
  readonly closeAt: number;
}

export interface Setting {
  readonly bench: Bench;
  /** The market of this run, looked at anew; null when its book has lost a side. */
  quote(): Promise<Quote | null>;
  /** A market whose spread is at least two steps wide, for an own order that is alone at its price; null when none is. */
  wideQuote(): Promise<Quote | null>;
  /** A market to be held to its settlement; null where there is no time to wait for one. */
  readonly settlement: {
    readonly withinMs: number;
    quote(): Promise<Quote | null>;
    /** Lets simulated time run; does nothing at a real venue. */
    hurry(isFast: boolean): Promise<void>;
  } | null;
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly doubts: readonly number[];
  readonly expected: string;
  readonly run: (setting: Setting) => Promise<Outcome>;
}

export const NO_MARKET = 'no running market has a bid and an ask to trade against';
