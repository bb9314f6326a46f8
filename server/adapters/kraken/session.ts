// The Kraken session: socket events, frames and the timer in; requests, ticks and statuses out. No I/O and no clock.
import type { Tick } from '#lib/domain/tick.ts';
import { assertNever } from '#lib/never.ts';
import { frameToTick } from './frame-to-tick.ts';
import { noteBook, noteQuote, noteTrades, settle, silenceOf } from './quiet-watch.ts';
import { pingText } from './requests.ts';
import { onControl } from './session-control.ts';
import {
  forgetConnection,
  type Session,
  type SessionAction,
  type SessionInput,
  spotStatus,
  statusAction,
} from './session-state.ts';
import {
  goLive,
  judgeSubscriptions,
  lose,
  loseBook,
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
      return [statusAction({ kind: 'disconnected', connection: 'kraken', reason: input.reason })];
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
    statusAction({ kind: 'connected', connection: 'kraken' }),
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
    actions.push(statusAction({ kind: 'alive', connection: 'kraken', roundTripMs }));
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
  const report = statusAction({ kind: 'bad-frame', connection: 'kraken', reason });
  const mayBeBook = frame.channel === 'book' || frame.channel === null;
  if (!mayBeBook || session.subscriptions.book.state.kind === 'idle') return [report];
  return [report, ...loseBook(session, `unreadable ${reason}`, atMs)];
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

function ping(session: Session, now: { atMs: number; wallMs: number }): SessionAction[] {
  const reqId = takeReqId(session);
  session.ping = { reqId, sentMs: now.atMs, sentWallMs: now.wallMs };
  session.nextPingMs = now.atMs + PING_MS;
  return [{ kind: 'send', text: pingText(reqId) }];
}
