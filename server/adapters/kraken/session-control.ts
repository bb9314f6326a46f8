// Frames that carry no market data: status, instrument, answers, pongs and errors in; what the session does about them out.
import { assertNever } from '#lib/never.ts';
import type { KrakenControl } from './frame-to-tick.ts';
import {
  type Session,
  type SessionAction,
  type SessionInput,
  spotStatus,
  statusAction,
} from './session-state.ts';
import {
  acknowledge,
  channelAsked,
  goLive,
  lose,
  loseBook,
  pauseForRate,
  subscribeIdle,
} from './subscriptions.ts';

type Moment = Pick<SessionInput, 'atMs' | 'wallMs'>;

/** Carries out one control frame that arrived at `moment`. */
export function onControl(
  session: Session,
  message: KrakenControl,
  moment: Moment,
): SessionAction[] {
  switch (message.kind) {
    case 'heartbeat':
    case 'ignored':
      return [];
    case 'status':
      session.system = message.system;
      return [spotStatus(session)];
    case 'instrument':
      return onInstrument(session, message, moment.atMs);
    case 'answer':
      return onAnswer(session, message, moment.atMs);
    case 'pong':
      return onPong(session, message, moment);
    case 'error':
      pauseForRate(session, moment.atMs);
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
    statusAction({ kind: 'subscription-lost', connection: 'kraken', feed, reason }),
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
  { atMs, wallMs }: Moment,
): SessionAction[] {
  const sent = session.ping;
  if (sent === null || (pong.reqId !== null && pong.reqId !== sent.reqId)) return [];
  session.ping = null;
  session.roundTripMs = atMs - sent.sentMs;
  if (pong.receivedAt === null || pong.sentAt === null) return [];
  const offsetMs = (pong.receivedAt - sent.sentWallMs + (pong.sentAt - wallMs)) / 2;
  const errorMs = Math.max(0, session.roundTripMs - (pong.sentAt - pong.receivedAt)) / 2;
  return [statusAction({ kind: 'clock', connection: 'kraken', offsetMs, errorMs })];
}
