// The life of one subscription: asked, acknowledged, live, lost and asked again. Mutates the session, returns actions.
import type { FeedName } from '#lib/domain/feed.ts';
import { settle } from './quiet-watch.ts';
import { CHANNELS, type Channel, subscribeText, unsubscribeText } from './requests.ts';
import { type Session, type SessionAction, statusAction } from './session-state.ts';

const ACK_TIMEOUT_MS = 8_000;
const SNAPSHOT_TIMEOUT_MS = 10_000;
/** A refusal will not heal by asking at once. */
const REFUSED_RETRY_MS = 30_000;
const RATE_PAUSE_MS = 5_000;
const LONGEST_RETRY_MS = 30_000;
const FORGIVEN_AFTER_MS = 60_000;
const UNANSWERED_LIMIT = 3;

const FEED_OF: Partial<Record<Channel, FeedName>> = { book: 'kraken-book', trade: 'kraken-trade' };

/** Why a subscription is lost: `unanswered` counts against the connection, `refused` waits longest. */
export type LossKind = 'unanswered' | 'refused' | 'untrusted';

/** Asks for one channel now. */
function subscribe(session: Session, channel: Channel, atMs: number): SessionAction[] {
  const reqId = takeReqId(session);
  session.subscriptions[channel].state = { kind: 'asked', reqId, sinceMs: atMs };
  const { symbol, depth } = session;
  return [{ kind: 'send', text: subscribeText({ channel, symbol, depth, reqId }) }];
}

/** Asks for every channel that can be asked for: the pair's data only once its precision is known. */
export function subscribeIdle(session: Session, atMs: number): SessionAction[] {
  return CHANNELS.filter(
    (channel) =>
      session.subscriptions[channel].state.kind === 'idle' &&
      (channel === 'instrument' || session.scale !== null),
  ).flatMap((channel) => subscribe(session, channel, atMs));
}

/** The venue accepted a request: trades are live at once, the others owe a snapshot. */
export function acknowledge(session: Session, channel: Channel, atMs: number): SessionAction[] {
  if (channel === 'trade') return goLive(session, channel, atMs);
  session.subscriptions[channel].state = { kind: 'acknowledged', sinceMs: atMs };
  return [];
}

/** Data proves the subscription. */
export function goLive(session: Session, channel: Channel, atMs: number): SessionAction[] {
  const subscription = session.subscriptions[channel];
  if (subscription.state.kind === 'live') return [];
  subscription.state = { kind: 'live', sinceMs: atMs };
  const feed = FEED_OF[channel];
  return feed === undefined
    ? []
    : [statusAction({ kind: 'subscribed', connection: 'kraken', feed })];
}

/** The channel whose outstanding request an answer belongs to; by req_id, or by name where none came back. */
export function channelAsked(
  session: Session,
  answer: { readonly reqId: number | null; readonly channel: string | null },
): Channel | null {
  const found = CHANNELS.find((channel) => {
    const { state } = session.subscriptions[channel];
    if (state.kind !== 'asked') return false;
    return answer.reqId === null ? channel === answer.channel : state.reqId === answer.reqId;
  });
  return found ?? null;
}

/**
 * Gives a subscription up and plans the next attempt: the venue is told to unsubscribe (echoing the depth), the feed is
 * reported lost, and everything of the channel is discarded until it is live again (F03).
 */
export function lose(
  session: Session,
  loss: { channel: Channel; kind: LossKind; reason: string; atMs: number },
): SessionAction[] {
  const { channel, kind, reason, atMs } = loss;
  const subscription = session.subscriptions[channel];
  const { state } = subscription;
  if (state.kind === 'live' && atMs - state.sinceMs >= FORGIVEN_AFTER_MS) {
    subscription.losses = 0;
    subscription.unanswered = 0;
  }
  subscription.losses += 1;
  if (kind === 'unanswered') subscription.unanswered += 1;
  const retryMs = kind === 'refused' ? REFUSED_RETRY_MS : retryDelayMs(subscription.losses);
  subscription.state = { kind: 'waiting', untilMs: atMs + retryMs };
  const actions: SessionAction[] = [
    { kind: 'log', severity: 'warning', text: `kraken ${channel} lost: ${reason}` },
    ...lostFeeds(session, channel).map((feed) =>
      statusAction({ kind: 'subscription-lost', connection: 'kraken', feed, reason }),
    ),
  ];
  if (subscription.unanswered >= UNANSWERED_LIMIT) {
    const text = `${channel} went unanswered ${subscription.unanswered} times: ${reason}`;
    return [...actions, { kind: 'close', reason: text }];
  }
  if (kind !== 'refused') {
    const { symbol, depth } = session;
    const text = unsubscribeText({ channel, symbol, depth, reqId: takeReqId(session) });
    actions.push({ kind: 'send', text });
  }
  return retryMs === 0 ? [...actions, ...subscribe(session, channel, atMs)] : actions;
}

/** A book that is already being asked for again is not asked for twice. */
export function loseBook(session: Session, reason: string, atMs: number): SessionAction[] {
  if (session.subscriptions.book.state.kind !== 'live') return [];
  settle(session.quiet);
  return lose(session, { channel: 'book', kind: 'untrusted', reason, atMs });
}

/** Requests that waited long enough are sent; those that went unanswered are lost. */
export function judgeSubscriptions(session: Session, atMs: number): SessionAction[] {
  return CHANNELS.flatMap((channel) => {
    const { state } = session.subscriptions[channel];
    if (state.kind === 'waiting' && atMs >= state.untilMs) return subscribe(session, channel, atMs);
    const overdue =
      (state.kind === 'asked' && atMs - state.sinceMs >= ACK_TIMEOUT_MS && 'no acknowledgement') ||
      (state.kind === 'acknowledged' &&
        atMs - state.sinceMs >= SNAPSHOT_TIMEOUT_MS &&
        'acknowledged but no snapshot');
    return overdue === false
      ? []
      : lose(session, { channel, kind: 'unanswered', reason: overdue, atMs });
  });
}

/** `Exceeded msg rate` names no request: everything outstanding is asked again after a pause. */
export function pauseForRate(session: Session, atMs: number): void {
  session.nextPingMs = Math.max(session.nextPingMs, atMs + RATE_PAUSE_MS);
  for (const channel of CHANNELS) {
    const subscription = session.subscriptions[channel];
    if (subscription.state.kind === 'asked')
      subscription.state = { kind: 'waiting', untilMs: atMs + RATE_PAUSE_MS };
  }
}

/** The next request number. */
export function takeReqId(session: Session): number {
  session.nextReqId += 1;
  return session.nextReqId - 1;
}

/** At once, then 1, 2, 4 … 30 s. */
function retryDelayMs(losses: number): number {
  return losses <= 1 ? 0 : Math.min(LONGEST_RETRY_MS, 1_000 * 2 ** (losses - 2));
}

/** Without the instrument's precision neither the book nor the trades can be asked for. */
function lostFeeds(session: Session, channel: Channel): FeedName[] {
  if (channel === 'instrument' && session.scale === null) return ['kraken-book', 'kraken-trade'];
  const feed = FEED_OF[channel];
  return feed === undefined ? [] : [feed];
}
