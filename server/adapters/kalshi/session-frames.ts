// Frames of an open session, pure: state and one text frame come in, ticks, reports and answers go out in order.
import { type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import { frameToReport } from './frame-to-report.ts';
import { frameToTick } from './frame-to-tick.ts';
import { fastPrint, slowPrint } from './index-gap.ts';
import {
  CHANNELS,
  type Channel,
  followsTickers,
  type SessionAction,
  type SessionState,
  type SessionStep,
  type SessionTime,
  type Subscription,
} from './session-state.ts';
import {
  acknowledge,
  andThen,
  confirmUpdate,
  isAsking,
  lose,
  quiet,
  statusAction,
  subscriptionOf,
  withSubscription,
} from './session-subscriptions.ts';
import {
  type ControlFrame,
  type DataFrame,
  type DecodedFrame,
  decodeFrame,
  type FrameEnvelope,
  type KnownFrame,
  okTickers,
} from './ws-schema.ts';

/** Codes that end a subscription: channel error, buffer overflow, and the retired internal error (kalshi-api §5.3). */
const TERMINAL_CODES: ReadonlySet<number> = new Set([10, 17, 25]);
const UNKNOWN_SID = 7;
const AUTH_REQUIRED = 9;
/** Frames kept for sids whose acknowledgement is still to come. */
const MAX_EARLY = 2_000;
/** A refused ticker change is tried again after this. */
const UPDATE_RETRY_MS = 5_000;

function badFrame(reason: string): SessionAction {
  return statusAction({ kind: 'bad-frame', connection: 'kalshi', reason });
}

function say(state: SessionState, ...actions: readonly SessionAction[]): SessionStep {
  return { state, actions };
}

function isChannel(name: string): name is Channel {
  return CHANNELS.some((channel) => channel === name);
}

function isData(frame: KnownFrame): frame is DataFrame {
  return (
    frame.type !== 'subscribed' &&
    frame.type !== 'ok' &&
    frame.type !== 'unsubscribed' &&
    frame.type !== 'error'
  );
}

/** A number of the book's sid that brings no book change still counts (kalshi-api §5.4). */
function bookSeq(state: SessionState, envelope: FrameEnvelope): readonly SessionAction[] {
  const { sid, seq } = envelope;
  if (sid === null || seq === null || state.subscriptions.orderbook_delta.sid !== sid) return [];
  return [{ kind: 'tick', tick: { kind: 'stream-seq', sid, seq } }];
}

/** Gaps on the other numbered streams lose nothing the books need, but lifecycle events must then be re-read. */
function sideSeq(state: SessionState, subscription: Subscription, seq: number | null): SessionStep {
  const { channel, lastSeq } = subscription;
  if (seq === null || channel === 'orderbook_delta') return quiet(state);
  const next = withSubscription(state, channel, { lastSeq: seq });
  if (lastSeq === null || seq === lastSeq + 1) return quiet(next);
  const gap = badFrame(`${channel}: sequence ${lastSeq} → ${seq}`);
  if (channel !== 'market_lifecycle_v2') return say(next, gap);
  return say(next, gap, { kind: 'refetch', frame: null });
}

function onSubscribed(
  state: SessionState,
  frame: Extract<ControlFrame, { type: 'subscribed' }>,
  time: SessionTime,
): SessionStep {
  const { channel, sid } = frame.msg;
  if (!isChannel(channel)) return say(state, badFrame(`subscribed to unknown "${channel}"`));
  return takeSid(state, { channel, sid }, time);
}

/** A channel has its number: frames that came before it are read now. */
function takeSid(
  state: SessionState,
  { channel, sid }: { readonly channel: Channel; readonly sid: number },
  time: SessionTime,
): SessionStep {
  const early = state.early.get(sid) ?? [];
  const rest = new Map(state.early);
  rest.delete(sid);
  const taken = { ...state, early: rest, earlyCount: state.earlyCount - early.length };
  const step = early.reduce(
    (soFar, text) => andThen(soFar, (next) => onFrame(next, text, time)),
    acknowledge(taken, channel, { sid, time }),
  );
  if (isAsking(step.state)) return step;
  return { ...step, state: { ...step.state, early: new Map(), earlyCount: 0 } };
}

function onOk(
  state: SessionState,
  frame: Extract<ControlFrame, { type: 'ok' }>,
  time: SessionTime,
): SessionStep {
  const names = okTickers(frame.msg);
  const listed = names === null ? null : new Set<MarketTicker>(names.map(marketTicker));
  const asked = CHANNELS.find(
    (each) => frame.id !== undefined && state.subscriptions[each].commandId === frame.id,
  );
  // Asked for again because the first answer was lost: the venue has it already and says so (kalshi-api §5.3).
  if (asked !== undefined && frame.sid !== undefined) {
    const taken = takeSid(state, { channel: asked, sid: frame.sid }, time);
    if (listed === null || !followsTickers(asked)) return taken;
    return { ...taken, state: withSubscription(taken.state, asked, { tickers: listed }) };
  }
  const channel = CHANNELS.find((each) => state.subscriptions[each].update?.id === frame.id);
  if (channel === undefined || frame.id === undefined) return quiet(state);
  return confirmUpdate(state, channel, { listed, time });
}

function onError(
  state: SessionState,
  frame: Extract<ControlFrame, { type: 'error' }>,
  time: SessionTime,
): SessionStep {
  const { code } = frame.msg;
  const reason = `error ${code} ${frame.msg.msg ?? ''}`.trim();
  const { id, sid } = frame;
  const bySid = subscriptionOf(state, sid ?? null);
  const byId = CHANNELS.map((channel) => state.subscriptions[channel]).find(
    (each) => id !== undefined && id > 0 && (each.commandId === id || each.update?.id === id),
  );
  const target = bySid ?? byId ?? null;
  if (code === AUTH_REQUIRED) return say(state, { kind: 'reconnect', reason });
  if (target === null) {
    if (TERMINAL_CODES.has(code))
      return say(state, badFrame(reason), { kind: 'reconnect', reason });
    return say(state, badFrame(reason));
  }
  const refused = target.phase === 'asked' && target.commandId === id;
  if (refused || TERMINAL_CODES.has(code) || code === UNKNOWN_SID)
    return lose(state, target.channel, { reason, time });
  if (target.update === null || target.update.id !== id) return say(state, badFrame(reason));
  const failed = withSubscription(state, target.channel, {
    update: null,
    updateAfterMs: time.nowMs + UPDATE_RETRY_MS,
  });
  return say(failed, badFrame(`${target.channel}: ${reason}`));
}

function onControl(state: SessionState, frame: ControlFrame, time: SessionTime): SessionStep {
  switch (frame.type) {
    case 'subscribed':
      return onSubscribed(state, frame, time);
    case 'ok':
      return onOk(state, frame, time);
    case 'error':
      return onError(state, frame, time);
    case 'unsubscribed': {
      const ended = subscriptionOf(state, frame.sid ?? null);
      if (ended === null) return quiet(state);
      return lose(state, ended.channel, { reason: 'ended by the venue', time });
    }
  }
}

function withoutMissing(state: SessionState, frame: DataFrame): SessionState {
  if (frame.type !== 'orderbook_snapshot') return state;
  const ticker = marketTicker(frame.msg.market_ticker);
  if (!state.missing.has(ticker)) return state;
  const missing = new Map(state.missing);
  missing.delete(ticker);
  return { ...state, missing };
}

/** Frames after which only REST tells the whole definition of a market or event of ours. */
function refetchOf(frame: DataFrame): readonly SessionAction[] {
  const subject =
    frame.type === 'market_lifecycle_v2'
      ? frame.msg.market_ticker
      : frame.type === 'event_lifecycle' || frame.type === 'event_fee_update'
        ? frame.msg.event_ticker
        : null;
  return subject === null || seriesOf(subject) === null ? [] : [{ kind: 'refetch', frame }];
}

function onData(state: SessionState, frame: DataFrame): SessionStep {
  const tick = frameToTick(frame);
  if (frame.type === 'cfbenchmarks_value_5hz') {
    const print = tick?.kind === 'index-print' ? tick : null;
    const { gap, lost } = fastPrint(state.indexGap, frame.msg.source_ts_ms, print);
    return say(
      { ...state, indexGap: gap },
      ...lost.map((each): SessionAction => ({ kind: 'tick', tick: each })),
    );
  }
  const report = frameToReport(frame, state.shard);
  const actions: SessionAction[] = [];
  if (tick !== null) actions.push({ kind: 'tick', tick });
  if (!report.ok) actions.push(badFrame(`${frame.type}: ${report.error}`));
  else if (report.value !== null) actions.push({ kind: 'report', report: report.value });
  actions.push(...refetchOf(frame));
  const next = withoutMissing(state, frame);
  const indexGap = tick?.kind === 'index-print' ? slowPrint(next.indexGap, tick) : next.indexGap;
  return say({ ...next, indexGap }, ...actions);
}

/** Keeps a frame whose sid is not acknowledged yet, or drops it when no acknowledgement is outstanding. */
function keepEarly(state: SessionState, sid: number, text: string): SessionStep {
  if (!isAsking(state)) return quiet(state);
  if (state.earlyCount >= MAX_EARLY)
    return say(state, { kind: 'reconnect', reason: 'too many frames before their subscription' });
  const early = new Map(state.early).set(sid, [...(state.early.get(sid) ?? []), text]);
  return quiet({ ...state, early, earlyCount: state.earlyCount + 1 });
}

function onKnownSid(
  state: SessionState,
  subscription: Subscription,
  decoded: DecodedFrame,
): SessionStep {
  const { envelope, frame, fault } = decoded;
  const counted = sideSeq(state, subscription, envelope.seq);
  // A malformed frame of a book's sid leaves a hole in the sequence on purpose: the core then asks for a resync.
  if (fault !== null) return andThen(counted, (next) => say(next, badFrame(fault)));
  if (frame !== null && isData(frame)) {
    const isBook = frame.type === 'orderbook_snapshot' || frame.type === 'orderbook_delta';
    const seq = isBook ? [] : bookSeq(state, envelope);
    return andThen(counted, (next) => andThen(say(next, ...seq), (after) => onData(after, frame)));
  }
  return andThen(counted, (next) => say(next, ...bookSeq(next, envelope)));
}

function onEnvelope(state: SessionState, envelope: FrameEnvelope, time: SessionTime): SessionState {
  if (envelope.sendingAt === null) return state;
  const ahead = envelope.sendingAt - time.wallMs;
  const best = state.clockBestMs === null ? ahead : Math.max(state.clockBestMs, ahead);
  return best === state.clockBestMs ? state : { ...state, clockBestMs: best };
}

/** One text frame, in the order of arrival. Never throws for what the venue sent. */
export function onFrame(state: SessionState, text: string, time: SessionTime): SessionStep {
  const read = decodeFrame(text);
  if (!read.ok) return say(state, badFrame(read.error));
  const { envelope, frame, fault } = read.value;
  const timed = onEnvelope(state, envelope, time);
  if (frame !== null && !isData(frame)) {
    const seq = bookSeq(timed, envelope);
    const subscription = subscriptionOf(timed, envelope.sid);
    const counted = subscription ? sideSeq(timed, subscription, envelope.seq) : quiet(timed);
    return andThen(counted, (next) =>
      andThen(say(next, ...seq), (after) => onControl(after, frame, time)),
    );
  }
  const subscription = subscriptionOf(timed, envelope.sid);
  if (subscription !== null) return onKnownSid(timed, subscription, read.value);
  if (envelope.sid !== null) return keepEarly(timed, envelope.sid, text);
  return fault === null ? quiet(timed) : say(timed, badFrame(fault));
}
