// Feeds: what a connection says about itself. An open socket is not data; freshness.ts judges age.
import type { MarketTicker } from './ids.ts';

/** Every independent stream the console shows an age for. */
export const FEEDS = [
  'kraken-book',
  'kraken-trade',
  'kalshi-book',
  'kalshi-orders',
  'index',
] as const;
export type FeedName = (typeof FEEDS)[number];

/** The connection a feed lives on. */
export type VenueConnection = 'kraken' | 'kalshi';

/** A change of state of a connection or of one subscription on it. */
export type FeedStatus =
  /** The socket opened: every sid and sequence starts anew, every book of it waits for a snapshot. */
  | { readonly kind: 'connected'; readonly connection: VenueConnection }
  /** The socket is gone: everything from it is stale from this event on. */
  | { readonly kind: 'disconnected'; readonly connection: VenueConnection; readonly reason: string }
  /** Any frame at all arrived (heartbeats included): transport liveness, sent at most 4 times a second. */
  | {
      readonly kind: 'alive';
      readonly connection: VenueConnection;
      readonly roundTripMs: number | null;
    }
  /** A subscription was refused, timed out, went silent or ended: its feed is not usable until `subscribed`. */
  | {
      readonly kind: 'subscription-lost';
      readonly connection: VenueConnection;
      readonly feed: FeedName;
      readonly reason: string;
    }
  | {
      readonly kind: 'subscribed';
      readonly connection: VenueConnection;
      readonly feed: FeedName;
    }
  /** venue clock − our wall clock, and half the round trip as its error bound. */
  | {
      readonly kind: 'clock';
      readonly connection: VenueConnection;
      readonly offsetMs: number;
      readonly errorMs: number;
    }
  /** A frame could not be parsed: counted, shown, never guessed at. */
  | { readonly kind: 'bad-frame'; readonly connection: VenueConnection; readonly reason: string };

/** What 1-ingest asks the outside to do when a book can no longer be trusted. */
export type Resync =
  | { readonly connection: 'kraken'; readonly reason: string }
  | {
      readonly connection: 'kalshi';
      readonly sid: number;
      readonly tickers: readonly MarketTicker[];
      readonly reason: string;
    };
