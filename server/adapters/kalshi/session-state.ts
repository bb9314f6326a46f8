// The state of one WebSocket session, and what goes into and comes out of its pure step. Types and the start only.
import type { FeedName, FeedStatus, Resync } from '#lib/domain/feed.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Report } from '#lib/domain/report.ts';
import type { Tick } from '#lib/domain/tick.ts';
import { type IndexGap, NO_INDEX_GAP } from './index-gap.ts';
import type { DataFrame } from './ws-schema.ts';

/** Every channel this product uses (kalshi-api §5.2), in the order in which they are asked for. */
export const CHANNELS = [
  'user_orders',
  'fill',
  'market_positions',
  'order_group_updates',
  'market_lifecycle_v2',
  'cfbenchmarks_value',
  'cfbenchmarks_value_5hz',
  'orderbook_delta',
  'ticker',
  'trade',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** The feed whose health a channel decides; null for channels that only add detail. */
export const FEED_OF: Readonly<Record<Channel, FeedName | null>> = {
  user_orders: 'kalshi-orders',
  fill: 'kalshi-orders',
  market_positions: 'kalshi-orders',
  order_group_updates: 'kalshi-orders',
  market_lifecycle_v2: null,
  cfbenchmarks_value: 'index',
  cfbenchmarks_value_5hz: null,
  orderbook_delta: 'kalshi-book',
  ticker: null,
  trade: null,
};

/** True for channels that follow the watched tickers; without tickers they would send every market. */
export function followsTickers(channel: Channel): boolean {
  return channel === 'orderbook_delta' || channel === 'ticker' || channel === 'trade';
}

/** A command that changes the tickers of a live subscription and waits for its `ok`. */
export interface PendingUpdate {
  readonly id: number;
  readonly deadlineMs: number;
  /** The tickers as they will be once it is confirmed. */
  readonly tickers: ReadonlySet<MarketTicker>;
}

/**
 * One channel. idle: not wanted · asked: subscribe sent · live: acknowledged · waiting: to be asked again at `retryAtMs`.
 */
export interface Subscription {
  readonly channel: Channel;
  readonly phase: 'idle' | 'asked' | 'live' | 'waiting';
  readonly sid: number | null;
  readonly commandId: number | null;
  /** Deadline while asked, time of the next try while waiting. */
  readonly retryAtMs: number;
  readonly attempts: number;
  /** Tickers the venue has confirmed or was last asked for. */
  readonly tickers: ReadonlySet<MarketTicker>;
  readonly update: PendingUpdate | null;
  /** Earliest time for another update after one failed. */
  readonly updateAfterMs: number;
  readonly lastSeq: number | null;
}

/** A book whose snapshot is still to come. */
export interface MissingSnapshot {
  readonly retryAtMs: number;
  readonly attempts: number;
}

export interface SessionState {
  readonly open: boolean;
  readonly shard: number;
  readonly nextId: number;
  readonly wanted: ReadonlySet<MarketTicker>;
  readonly subscriptions: Readonly<Record<Channel, Subscription>>;
  readonly missing: ReadonlyMap<MarketTicker, MissingSnapshot>;
  /** Text frames of sids not acknowledged yet, in order of arrival. */
  readonly early: ReadonlyMap<number, readonly string[]>;
  readonly earlyCount: number;
  readonly lastHeardMs: number;
  readonly lastAliveMs: number;
  readonly roundTripMs: number | null;
  /** Largest `sending_ts_ms` − our wall clock of the current window: the least delayed frame. */
  readonly clockBestMs: number | null;
  readonly clockDueMs: number;
  readonly indexGap: IndexGap;
}

export type SessionInput =
  | { readonly kind: 'opened' }
  | { readonly kind: 'frame'; readonly text: string }
  /** A ping of the venue, or the pong to ours with its round trip. */
  | { readonly kind: 'heartbeat'; readonly roundTripMs: number | null }
  | { readonly kind: 'closed'; readonly reason: string }
  | { readonly kind: 'watch'; readonly tickers: readonly MarketTicker[] }
  | { readonly kind: 'resync'; readonly resync: Resync }
  /** Time passed: deadlines and retries are judged. */
  | { readonly kind: 'clock' };

/** Monotonic ms for deadlines, wall ms only for comparing clocks. */
export interface SessionTime {
  readonly nowMs: number;
  readonly wallMs: number;
}

export type SessionAction =
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'tick'; readonly tick: Tick }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'status'; readonly status: FeedStatus }
  /** Something changed that only REST tells in full; the frame is there when one event caused it. */
  | { readonly kind: 'refetch'; readonly frame: DataFrame | null }
  | { readonly kind: 'reconnect'; readonly reason: string };

export interface SessionStep {
  readonly state: SessionState;
  readonly actions: readonly SessionAction[];
}

export function idleSubscription(channel: Channel): Subscription {
  return {
    channel,
    phase: 'idle',
    sid: null,
    commandId: null,
    retryAtMs: 0,
    attempts: 0,
    tickers: new Set(),
    update: null,
    updateAfterMs: 0,
    lastSeq: null,
  };
}

function allIdle(): Record<Channel, Subscription> {
  return {
    user_orders: idleSubscription('user_orders'),
    fill: idleSubscription('fill'),
    market_positions: idleSubscription('market_positions'),
    order_group_updates: idleSubscription('order_group_updates'),
    market_lifecycle_v2: idleSubscription('market_lifecycle_v2'),
    cfbenchmarks_value: idleSubscription('cfbenchmarks_value'),
    cfbenchmarks_value_5hz: idleSubscription('cfbenchmarks_value_5hz'),
    orderbook_delta: idleSubscription('orderbook_delta'),
    ticker: idleSubscription('ticker'),
    trade: idleSubscription('trade'),
  };
}

/** A closed session: nothing asked, nothing known. `wanted` outlives a connection, everything else does not. */
export function closedSession(shard: number, wanted: ReadonlySet<MarketTicker>): SessionState {
  return {
    open: false,
    shard,
    nextId: 1,
    wanted,
    subscriptions: allIdle(),
    missing: new Map(),
    early: new Map(),
    earlyCount: 0,
    lastHeardMs: 0,
    lastAliveMs: -Infinity,
    roundTripMs: null,
    clockBestMs: null,
    clockDueMs: 0,
    indexGap: NO_INDEX_GAP,
  };
}
