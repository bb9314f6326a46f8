// The life of each subscription, pure: ask, acknowledge, change tickers, lose, ask again. State in, step out.
import type { FeedStatus } from '#lib/domain/feed.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import { subscribeText, unsubscribeText, updateText } from './session-commands.ts';
import {
  CHANNELS,
  type Channel,
  FEED_OF,
  followsTickers,
  idleSubscription,
  type MissingSnapshot,
  type SessionAction,
  type SessionState,
  type SessionStep,
  type SessionTime,
  type Subscription,
} from './session-state.ts';

/** No acknowledgement within this: the command is taken as lost. */
const ACK_TIMEOUT_MS = 5_000;
const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 30_000;
const SNAPSHOT_RETRY_MS = 5_000;
const MAX_SNAPSHOT_RETRY_MS = 60_000;
/** With every book silent after this many asks the subscription itself is at fault. */
const SNAPSHOT_ATTEMPTS = 3;

/** A step without actions. */
export function quiet(state: SessionState): SessionStep {
  return { state, actions: [] };
}

/** `step`, then `next` on its state, with the actions of both in order. */
export function andThen(
  step: SessionStep,
  next: (state: SessionState) => SessionStep,
): SessionStep {
  const more = next(step.state);
  if (more.actions.length === 0) return { state: more.state, actions: step.actions };
  return { state: more.state, actions: [...step.actions, ...more.actions] };
}

export function statusAction(status: FeedStatus): SessionAction {
  return { kind: 'status', status };
}

/** `state` with one subscription changed. */
export function withSubscription(
  state: SessionState,
  channel: Channel,
  change: Partial<Subscription>,
): SessionState {
  const next = { ...state.subscriptions[channel], ...change };
  return { ...state, subscriptions: { ...state.subscriptions, [channel]: next } };
}

/** The live subscription behind a sid; null for a sid not acknowledged (yet or any more). */
export function subscriptionOf(state: SessionState, sid: number | null): Subscription | null {
  if (sid === null) return null;
  for (const channel of CHANNELS) {
    const each = state.subscriptions[channel];
    if (each.phase === 'live' && each.sid === sid) return each;
  }
  return null;
}

/** True while an acknowledgement is outstanding, so that a frame of an unknown sid may belong to it. */
export function isAsking(state: SessionState): boolean {
  return CHANNELS.some((channel) => state.subscriptions[channel].phase === 'asked');
}

/** Sends the subscribe command of one channel; a ticker channel with nothing to watch stays idle. */
export function ask(state: SessionState, channel: Channel, time: SessionTime): SessionStep {
  if (followsTickers(channel) && state.wanted.size === 0)
    return quiet(withSubscription(state, channel, idleSubscription(channel)));
  const id = state.nextId;
  const tickers = followsTickers(channel) ? state.wanted : new Set<MarketTicker>();
  const asked = withSubscription({ ...state, nextId: id + 1 }, channel, {
    phase: 'asked',
    sid: null,
    commandId: id,
    retryAtMs: time.nowMs + ACK_TIMEOUT_MS,
    tickers,
    update: null,
    lastSeq: null,
  });
  return { state: asked, actions: [{ kind: 'send', text: subscribeText(id, channel, tickers) }] };
}

function expectSnapshots(
  state: SessionState,
  tickers: Iterable<MarketTicker>,
  nowMs: number,
): SessionState {
  const missing = new Map<MarketTicker, MissingSnapshot>(state.missing);
  for (const ticker of tickers)
    if (!missing.has(ticker))
      missing.set(ticker, { retryAtMs: nowMs + SNAPSHOT_RETRY_MS, attempts: 0 });
  return { ...state, missing };
}

/** A feed is `subscribed` once every channel that makes it up is live. */
function feedReady(state: SessionState, channel: Channel): readonly SessionAction[] {
  const feed = FEED_OF[channel];
  if (feed === null) return [];
  const parts = CHANNELS.filter((each) => FEED_OF[each] === feed);
  const ready = parts.every((each) => state.subscriptions[each].phase === 'live');
  return ready ? [statusAction({ kind: 'subscribed', connection: 'kalshi', feed })] : [];
}

/** Takes the venue's `subscribed` for a channel. A sid nobody wants any more is given back at once. */
export function acknowledge(
  state: SessionState,
  channel: Channel,
  ack: { readonly sid: number; readonly time: SessionTime },
): SessionStep {
  const current = state.subscriptions[channel];
  if (current.phase === 'live' && current.sid === ack.sid) return quiet(state);
  const stale = current.phase === 'idle' ? ack.sid : current.phase === 'live' ? current.sid : null;
  const dropped = stale === null ? quiet(state) : release(state, stale);
  if (current.phase === 'idle') return dropped;
  return andThen(dropped, (next) => {
    const live = withSubscription(next, channel, {
      phase: 'live',
      sid: ack.sid,
      commandId: null,
      attempts: 0,
      lastSeq: null,
    });
    const expecting =
      channel === 'orderbook_delta' ? expectSnapshots(live, current.tickers, ack.time.nowMs) : live;
    return { state: expecting, actions: feedReady(expecting, channel) };
  });
}

function release(state: SessionState, sid: number): SessionStep {
  const id = state.nextId;
  return {
    state: { ...state, nextId: id + 1 },
    actions: [{ kind: 'send', text: unsubscribeText(id, sid) }],
  };
}

/** A subscription ended or was refused: its feed is not usable, and it is asked for again after a growing pause. */
export function lose(
  state: SessionState,
  channel: Channel,
  cause: { readonly reason: string; readonly time: SessionTime; readonly release?: boolean },
): SessionStep {
  const current = state.subscriptions[channel];
  if (current.phase === 'idle' || current.phase === 'waiting') return quiet(state);
  const pauseMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** current.attempts);
  const freed =
    cause.release === true && current.sid !== null ? release(state, current.sid) : quiet(state);
  const reason = `${channel}: ${cause.reason}`;
  const feed = FEED_OF[channel];
  return andThen(freed, (next) => {
    const waiting = withSubscription(next, channel, {
      phase: 'waiting',
      sid: null,
      commandId: null,
      retryAtMs: cause.time.nowMs + pauseMs,
      attempts: current.attempts + 1,
      update: null,
    });
    const cleared = channel === 'orderbook_delta' ? { ...waiting, missing: new Map() } : waiting;
    const status: FeedStatus =
      feed === null
        ? { kind: 'bad-frame', connection: 'kalshi', reason }
        : { kind: 'subscription-lost', connection: 'kalshi', feed, reason };
    return { state: cleared, actions: [statusAction(status)] };
  });
}

/** Moves one live ticker subscription a step towards the wanted set: all additions first, then all removals. */
export function syncTickers(state: SessionState, channel: Channel, time: SessionTime): SessionStep {
  const current = state.subscriptions[channel];
  if (current.phase === 'idle') return ask(state, channel, time);
  if (current.phase !== 'live' || current.sid === null || current.update !== null)
    return quiet(state);
  if (state.wanted.size === 0) {
    const idle = withSubscription(state, channel, idleSubscription(channel));
    return release(idle, current.sid);
  }
  if (time.nowMs < current.updateAfterMs) return quiet(state);
  const added = [...state.wanted].filter((ticker) => !current.tickers.has(ticker));
  const removed = [...current.tickers].filter((ticker) => !state.wanted.has(ticker));
  if (added.length === 0 && removed.length === 0) return quiet(state);
  const adding = added.length > 0;
  const tickers = new Set(
    adding
      ? [...current.tickers, ...added]
      : [...current.tickers].filter((ticker) => state.wanted.has(ticker)),
  );
  const id = state.nextId;
  const update = { id, deadlineMs: time.nowMs + ACK_TIMEOUT_MS, tickers };
  const sent = withSubscription({ ...state, nextId: id + 1 }, channel, { update });
  const change = adding
    ? ({ action: 'add_markets', tickers: added } as const)
    : ({ action: 'delete_markets', tickers: removed } as const);
  return {
    state:
      adding && channel === 'orderbook_delta' ? expectSnapshots(sent, added, time.nowMs) : sent,
    actions: [{ kind: 'send', text: updateText(id, current.sid, change) }],
  };
}

/** The `ok` of a ticker change. A list that differs from what was asked is believed, and retried later. */
export function confirmUpdate(
  state: SessionState,
  channel: Channel,
  answer: { readonly listed: ReadonlySet<MarketTicker> | null; readonly time: SessionTime },
): SessionStep {
  const { update } = state.subscriptions[channel];
  if (update === null) return quiet(state);
  const tickers = answer.listed ?? update.tickers;
  const kept = [...update.tickers].every((ticker) => tickers.has(ticker));
  const same = kept && tickers.size === update.tickers.size;
  const confirmed = withSubscription(state, channel, {
    update: null,
    tickers,
    updateAfterMs: same ? 0 : answer.time.nowMs + ACK_TIMEOUT_MS,
  });
  return syncTickers(confirmed, channel, answer.time);
}

/** Asks for snapshots of these tickers now; those already asked for and not overdue are left alone. */
export function requestSnapshots(
  state: SessionState,
  tickers: readonly MarketTicker[],
  time: SessionTime,
): SessionStep {
  const book = state.subscriptions.orderbook_delta;
  if (book.phase !== 'live' || book.sid === null) return quiet(state);
  const due = tickers.filter((ticker) => {
    const missing = state.missing.get(ticker);
    return book.tickers.has(ticker) && (!missing || time.nowMs >= missing.retryAtMs);
  });
  if (due.length === 0) return quiet(state);
  const missing = new Map(state.missing);
  for (const ticker of due) {
    const attempts = (missing.get(ticker)?.attempts ?? 0) + 1;
    const pauseMs = Math.min(MAX_SNAPSHOT_RETRY_MS, SNAPSHOT_RETRY_MS * 2 ** (attempts - 1));
    missing.set(ticker, { attempts, retryAtMs: time.nowMs + pauseMs });
  }
  const silent = [...book.tickers].every(
    (ticker) => (missing.get(ticker)?.attempts ?? 0) > SNAPSHOT_ATTEMPTS,
  );
  if (silent) {
    const cause = { reason: 'no snapshot for any book', time, release: true };
    return lose({ ...state, missing }, 'orderbook_delta', cause);
  }
  const id = state.nextId;
  const change = { action: 'get_snapshot', tickers: due } as const;
  return {
    state: { ...state, missing, nextId: id + 1 },
    actions: [{ kind: 'send', text: updateText(id, book.sid, change) }],
  };
}
