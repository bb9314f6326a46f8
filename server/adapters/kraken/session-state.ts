// What the Kraken session remembers, what can happen to it and what it asks for: data only, no behaviour.
import type { FeedStatus } from '#lib/domain/feed.ts';
import type { SpotStatusTick, Tick } from '#lib/domain/tick.ts';
import type { KrakenScale } from './book-frame.ts';
import { CHANNELS, type Channel } from './requests.ts';

/** Everything that can happen. `atMs` is monotonic, `wallMs` our wall clock. */
export type SessionInput = { readonly atMs: number; readonly wallMs: number } & (
  | { readonly kind: 'opened' }
  | { readonly kind: 'frame'; readonly text: string }
  /** Sent every 250 ms while the socket is open: all deadlines are judged on it. */
  | { readonly kind: 'timer' }
  | { readonly kind: 'closed'; readonly reason: string }
  | { readonly kind: 'resync'; readonly reason: string }
);

/** What the session wants done, in order. */
export type SessionAction =
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'tick'; readonly tick: Tick }
  | { readonly kind: 'status'; readonly status: FeedStatus }
  /** The connection is not worth keeping: close it and connect anew. */
  | { readonly kind: 'close'; readonly reason: string }
  | { readonly kind: 'log'; readonly severity: 'info' | 'warning'; readonly text: string };

/** Where one subscription stands. Only `live` delivers. */
type ChannelState =
  /** Not wanted yet: the book needs the pair's precision first. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting'; readonly untilMs: number }
  | { readonly kind: 'asked'; readonly reqId: number; readonly sinceMs: number }
  /** Acknowledged; book, ticker and instrument still owe their snapshot. */
  | { readonly kind: 'acknowledged'; readonly sinceMs: number }
  | { readonly kind: 'live'; readonly sinceMs: number };

interface Subscription {
  state: ChannelState;
  /** Losses since it was last live for a minute: each one waits longer. */
  losses: number;
  /** Of those, losses for want of an answer or of data: three of them and the connection is given up. */
  unanswered: number;
}

/** What other channels say while one is quiet: silence alone is no fault, silence beside movement is. */
export interface QuietWatch {
  bookMoves: number;
  firstBookMoveMs: number;
  tradeMoves: number;
  firstTradeMoveMs: number;
  unquotedBooks: number;
  lastQuoteMs: number;
  quote: { readonly bidUsd: number; readonly askUsd: number; readonly lastUsd: number } | null;
  lastTradeUsd: number | null;
}

export interface Session {
  readonly symbol: string;
  readonly depth: number;
  open: boolean;
  system: SpotStatusTick['system'];
  pair: SpotStatusTick['pair'];
  /** Kept over reconnects, so that only the first connection waits for the instrument snapshot. */
  scale: KrakenScale | null;
  readonly subscriptions: Readonly<Record<Channel, Subscription>>;
  quiet: QuietWatch;
  nextReqId: number;
  lastFrameMs: number;
  lastAliveMs: number;
  ping: { readonly reqId: number; readonly sentMs: number; readonly sentWallMs: number } | null;
  nextPingMs: number;
  roundTripMs: number | null;
}

/** A session that has never been connected. */
export function createSession(options: {
  readonly symbol: string;
  readonly depth: number;
}): Session {
  return {
    ...options,
    open: false,
    system: 'unknown',
    pair: 'unknown',
    scale: null,
    subscriptions: {
      instrument: freshSubscription(),
      book: freshSubscription(),
      trade: freshSubscription(),
      ticker: freshSubscription(),
    },
    quiet: freshQuietWatch(),
    nextReqId: 1,
    lastFrameMs: 0,
    lastAliveMs: Number.NEGATIVE_INFINITY,
    ping: null,
    nextPingMs: 0,
    roundTripMs: null,
  };
}

/** Forgets what belonged to the last connection; the scale and the request numbers go on. */
export function forgetConnection(session: Session): void {
  session.open = false;
  session.system = 'unknown';
  session.pair = 'unknown';
  session.quiet = freshQuietWatch();
  session.ping = null;
  session.roundTripMs = null;
  session.lastAliveMs = Number.NEGATIVE_INFINITY;
  for (const channel of CHANNELS)
    Object.assign(session.subscriptions[channel], freshSubscription());
}

function freshSubscription(): Subscription {
  return { state: { kind: 'idle' }, losses: 0, unanswered: 0 };
}

function freshQuietWatch(): QuietWatch {
  return {
    bookMoves: 0,
    firstBookMoveMs: 0,
    unquotedBooks: 0,
    lastQuoteMs: 0,
    tradeMoves: 0,
    firstTradeMoveMs: 0,
    quote: null,
    lastTradeUsd: null,
  };
}

/** What the venue says of itself and of the pair, as the core hears it. */
export function spotStatus(session: Session): SessionAction {
  const { system, pair } = session;
  return { kind: 'tick', tick: { kind: 'spot-status', system, pair } };
}

/** A feed status as an action. */
export function statusAction(value: FeedStatus): SessionAction {
  return { kind: 'status', status: value };
}
