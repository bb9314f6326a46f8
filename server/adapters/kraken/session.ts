// The Kraken session: socket events, frames and the timer in; requests, ticks and statuses out. No I/O and no clock.
import type { FeedStatus } from '#lib/domain/feed.ts';
import type { Tick } from '#lib/domain/tick.ts';
import { assertNever } from '#lib/never.ts';
import { frameToTick, type KrakenControl } from './frame-to-tick.ts';
import { noteBook, noteQuote, noteTrades, settle, silenceOf } from './quiet-watch.ts';
import { pingText } from './requests.ts';
import {
  forgetConnection,
  type Session,
  type SessionAction,
  type SessionInput,
} from './session-state.ts';
import {
  acknowledge,
  channelAsked,
  goLive,
  judgeSubscriptions,
  lose,
  pauseForRate,
  subscribeIdle,
  takeReqId,
} from './subscriptions.ts';

/** F01: Kraken's heartbeat is 1 Hz, so five seconds without any frame mean a dead connection. */
const SILENCE_MS = 5_000;
const PING_MS = 15_000;
/** `alive` is said at most four times a second. */
const ALIVE_MS = 250;

/** One step. The session is changed in place; the same inputs always give the same actions. */
export function stepSession(session: Session, input: SessionInput): SessionAction[] {
  switch (input.kind) {
    case 'opened':
      return onOpened(session, input);
    case 'frame':
      return session.open ? onFrame(session, input) : [];
    case 'timer':
      return session.open ? onTimer(session, input) : [];
    case 'closed':
      forgetConnection(session);
      return [status({ kind: 'disconnected', connection: 'kraken', reason: input.reason })];
    case 'resync':
      return onResync(session, input);
    default:
      return assertNever(input);
  }
}

type Of<Kind extends SessionInput['kind']> = Extract<SessionInput, { kind: Kind }>;

function onOpened(session: Session, { atMs, wallMs }: Of<'opened'>): SessionAction[] {
  forgetConnection(session);
  session.open = true;
  session.lastFrameMs = atMs;
  return [
    status({ kind: 'connected', connection: 'kraken' }),
    spotStatus(session),
    ...subscribeIdle(session, atMs),
    ...ping(session, { atMs, wallMs }),
  ];
}

function onFrame(session: Session, input: Of<'frame'>): SessionAction[] {
  const { atMs } = input;
  session.lastFrameMs = atMs;
  const actions: SessionAction[] = [];
  if (atMs - session.lastAliveMs >= ALIVE_MS) {
    session.lastAliveMs = atMs;
    const { roundTripMs } = session;
    actions.push(status({ kind: 'alive', connection: 'kraken', roundTripMs }));
  }
  const { symbol, depth, scale } = session;
  const frame = frameToTick(input.text, { symbol, depth, scale, checksum: 'required' });
  switch (frame.kind) {
    case 'data':
      for (const tick of frame.ticks) actions.push(...onTick(session, tick, atMs));
      return actions;
    case 'control':
      return [...actions, ...onControl(session, frame.control, input)];
    case 'bad':
      return [...actions, ...onBadFrame(session, frame, atMs)];
    default:
      return assertNever(frame);
  }
}

function onTick(session: Session, tick: Tick, atMs: number): SessionAction[] {
  const { quiet, subscriptions } = session;
  const deliver: SessionAction = { kind: 'tick', tick };
  switch (tick.kind) {
    case 'spot-book': {
      const { state } = subscriptions.book;
      const wanted =
        state.kind === 'live' ||
        (tick.type === 'snapshot' && (state.kind === 'asked' || state.kind === 'acknowledged'));
      if (!wanted) return [];
      noteBook(quiet);
      return [...goLive(session, 'book', atMs), deliver];
    }
    case 'spot-quote':
      if (subscriptions.ticker.state.kind === 'waiting') return [];
      noteQuote(quiet, tick, atMs);
      return [...goLive(session, 'ticker', atMs), deliver];
    case 'spot-trade':
      if (subscriptions.trade.state.kind !== 'live') return [];
      noteTrades(quiet, tick, atMs);
      return [deliver];
    default:
      return [];
  }
}

/** A frame we cannot read may have been a book update: what follows it cannot be trusted below the ten best levels. */
function onBadFrame(
  session: Session,
  frame: { channel: string | null; reason: string },
  atMs: number,
): SessionAction[] {
  const reason = `${frame.channel ?? 'frame'}: ${frame.reason}`;
  const report = status({ kind: 'bad-frame', connection: 'kraken', reason });
  const mayBeBook = frame.channel === 'book' || frame.channel === null;
  if (!mayBeBook || session.subscriptions.book.state.kind === 'idle') return [report];
  return [report, ...loseBook(session, `unreadable ${reason}`, atMs)];
}

function onControl(session: Session, message: KrakenControl, input: Of<'frame'>): SessionAction[] {
  switch (message.kind) {
    case 'heartbeat':
    case 'ignored':
      return [];
    case 'status':
      session.system = message.system;
      return [spotStatus(session)];
    case 'instrument':
      return onInstrument(session, message, input.atMs);
    case 'answer':
      return onAnswer(session, message, input.atMs);
    case 'pong':
      return onPong(session, message, input);
    case 'error':
      pauseForRate(session, input.atMs);
      return [{ kind: 'log', severity: 'warning', text: `kraken says: ${message.text}` }];
    default:
      return assertNever(message);
  }
}

function onInstrument(
  session: Session,
  { type, pair }: Extract<KrakenControl, { kind: 'instrument' }>,
  atMs: number,
): SessionAction[] {
  const actions = goLive(session, 'instrument', atMs);
  if (pair === null) {
    if (type === 'update') return actions;
    const reason = `${session.symbol} is not among the venue's pairs`;
    session.pair = 'not-online';
    return [...actions, spotStatus(session), ...notListed(reason)];
  }
  const before = session.scale;
  session.scale = pair.scale;
  session.pair = pair.status;
  actions.push(spotStatus(session), ...subscribeIdle(session, atMs));
  const changed =
    before !== null &&
    (before.pricePrecision !== pair.scale.pricePrecision ||
      before.sizePrecision !== pair.scale.sizePrecision);
  return changed ? [...actions, ...loseBook(session, 'the precision changed', atMs)] : actions;
}

/** F12: never another symbol instead. */
function notListed(reason: string): SessionAction[] {
  return (['kraken-book', 'kraken-trade'] as const).map((feed) =>
    status({ kind: 'subscription-lost', connection: 'kraken', feed, reason }),
  );
}

function onAnswer(
  session: Session,
  answer: Extract<KrakenControl, { kind: 'answer' }>,
  atMs: number,
): SessionAction[] {
  if (answer.method === 'unsubscribe') return [];
  const channel = channelAsked(session, answer);
  if (channel === null) return [];
  if (answer.refusal === null) return acknowledge(session, channel, atMs);
  const stillHeld = answer.refusal === 'Already subscribed';
  const kind = stillHeld ? 'untrusted' : 'refused';
  return lose(session, { channel, kind, reason: answer.refusal, atMs });
}

function onPong(
  session: Session,
  pong: Extract<KrakenControl, { kind: 'pong' }>,
  { atMs, wallMs }: Of<'frame'>,
): SessionAction[] {
  const sent = session.ping;
  if (sent === null || (pong.reqId !== null && pong.reqId !== sent.reqId)) return [];
  session.ping = null;
  session.roundTripMs = atMs - sent.sentMs;
  if (pong.receivedAt === null || pong.sentAt === null) return [];
  const offsetMs = (pong.receivedAt - sent.sentWallMs + (pong.sentAt - wallMs)) / 2;
  const errorMs = Math.max(0, session.roundTripMs - (pong.sentAt - pong.receivedAt)) / 2;
  return [status({ kind: 'clock', connection: 'kraken', offsetMs, errorMs })];
}

function onTimer(session: Session, { atMs, wallMs }: Of<'timer'>): SessionAction[] {
  const silentMs = atMs - session.lastFrameMs;
  if (silentMs >= SILENCE_MS)
    return [{ kind: 'close', reason: `no frame for ${(silentMs / 1_000).toFixed(1)} s` }];
  const actions = judgeSubscriptions(session, atMs);
  if (atMs >= session.nextPingMs) actions.push(...ping(session, { atMs, wallMs }));
  return [...actions, ...judgeSilence(session, atMs)];
}

/** A subscription that says nothing while the others prove there was something to say. */
function judgeSilence(session: Session, atMs: number): SessionAction[] {
  const { quiet, subscriptions } = session;
  return (['book', 'trade', 'ticker'] as const).flatMap((channel) => {
    const reason = silenceOf(quiet, channel, atMs);
    if (reason === null || subscriptions[channel].state.kind !== 'live') return [];
    settle(quiet);
    return lose(session, { channel, kind: 'unanswered', reason, atMs });
  });
}
function onResync(session: Session, { reason, atMs }: Of<'resync'>): SessionAction[] {
  return session.open ? loseBook(session, reason, atMs) : [];
}

/** A book that is already being asked for again is not asked for twice. */
function loseBook(session: Session, reason: string, atMs: number): SessionAction[] {
  if (session.subscriptions.book.state.kind !== 'live') return [];
  settle(session.quiet);
  return lose(session, { channel: 'book', kind: 'untrusted', reason, atMs });
}

function ping(session: Session, now: { atMs: number; wallMs: number }): SessionAction[] {
  const reqId = takeReqId(session);
  session.ping = { reqId, sentMs: now.atMs, sentWallMs: now.wallMs };
  session.nextPingMs = now.atMs + PING_MS;
  return [{ kind: 'send', text: pingText(reqId) }];
}

function spotStatus(session: Session): SessionAction {
  const { system, pair } = session;
  return { kind: 'tick', tick: { kind: 'spot-status', system, pair } };
}

function status(value: FeedStatus): SessionAction {
  return { kind: 'status', status: value };
}
