// One WebSocket session as a pure machine: (state, input, time) come in, the next state and its actions go out.
import { measureClock } from './measure-clock.ts';
import { onFrame } from './session-frames.ts';
import {
  CHANNELS,
  closedSession,
  followsTickers,
  type SessionInput,
  type SessionState,
  type SessionStep,
  type SessionTime,
} from './session-state.ts';
import {
  andThen,
  ask,
  lose,
  quiet,
  requestSnapshots,
  statusAction,
  syncTickers,
} from './session-subscriptions.ts';

/** F14: nothing at all, the venue's 10 s ping included, for this long means a dead connection. */
const SILENCE_MS = 15_000;
const ALIVE_EVERY_MS = 250;
const CLOCK_EVERY_MS = 5_000;

function onOpened(state: SessionState, time: SessionTime): SessionStep {
  const fresh: SessionState = {
    ...closedSession(state.shard, state.wanted),
    open: true,
    lastHeardMs: time.nowMs,
    clockDueMs: time.nowMs + ALIVE_EVERY_MS,
  };
  const start: SessionStep = {
    state: fresh,
    actions: [
      statusAction({ kind: 'connected', connection: 'kalshi' }),
      { kind: 'refetch', frame: null },
    ],
  };
  return CHANNELS.reduce(
    (step, channel) => andThen(step, (next) => ask(next, channel, time)),
    start,
  );
}

/** Liveness of the transport, reported at most four times a second. */
function heard(state: SessionState, time: SessionTime): SessionStep {
  const listening = { ...state, lastHeardMs: time.nowMs };
  if (time.nowMs - state.lastAliveMs < ALIVE_EVERY_MS) return quiet(listening);
  const { roundTripMs } = state;
  return {
    state: { ...listening, lastAliveMs: time.nowMs },
    actions: [statusAction({ kind: 'alive', connection: 'kalshi', roundTripMs })],
  };
}

/** The least delayed `sending_ts_ms` of the window, compared with our clock once the round trip is known. */
function compareClocks(state: SessionState, time: SessionTime): SessionStep {
  const { clockBestMs, roundTripMs } = state;
  if (time.nowMs < state.clockDueMs || clockBestMs === null || roundTripMs === null)
    return quiet(state);
  const sample = {
    venueMs: time.wallMs + clockBestMs,
    resolutionMs: 0,
    sentAtMs: time.wallMs - roundTripMs,
    receivedAtMs: time.wallMs,
  };
  return {
    state: { ...state, clockBestMs: null, clockDueMs: time.nowMs + CLOCK_EVERY_MS },
    actions: [statusAction(measureClock(sample))],
  };
}

function judgeDeadlines(state: SessionState, time: SessionTime): SessionStep {
  return CHANNELS.reduce((step, channel) => {
    return andThen(step, (next) => {
      const each = next.subscriptions[channel];
      const due = time.nowMs >= each.retryAtMs;
      if (each.phase === 'asked' && due)
        return lose(next, channel, { reason: 'not acknowledged', time });
      if (each.phase === 'waiting' && due) return ask(next, channel, time);
      if (each.update !== null && time.nowMs >= each.update.deadlineMs)
        return lose(next, channel, { reason: 'a change got no answer', time, release: true });
      return followsTickers(channel) ? syncTickers(next, channel, time) : quiet(next);
    });
  }, quiet(state));
}

function onClock(state: SessionState, time: SessionTime): SessionStep {
  if (!state.open) return quiet(state);
  if (time.nowMs - state.lastHeardMs > SILENCE_MS)
    return { state, actions: [{ kind: 'reconnect', reason: `no frame for ${SILENCE_MS} ms` }] };
  const judged = judgeDeadlines(state, time);
  const overdue = andThen(judged, (next) =>
    requestSnapshots(
      next,
      [...next.missing].flatMap(([ticker, each]) => (time.nowMs >= each.retryAtMs ? [ticker] : [])),
      time,
    ),
  );
  return andThen(overdue, (next) => compareClocks(next, time));
}

function onWatch(
  state: SessionState,
  input: Extract<SessionInput, { kind: 'watch' }>,
  time: SessionTime,
): SessionStep {
  const wanted = new Set(input.tickers);
  const missing = new Map([...state.missing].filter(([ticker]) => wanted.has(ticker)));
  const next = { ...state, wanted, missing };
  if (!state.open) return quiet(next);
  return CHANNELS.filter(followsTickers).reduce(
    (step, channel) => andThen(step, (after) => syncTickers(after, channel, time)),
    quiet(next),
  );
}

/** A resync of a sid that is gone needs nothing: its successor brings its own snapshots. */
function onResync(
  state: SessionState,
  input: Extract<SessionInput, { kind: 'resync' }>,
  time: SessionTime,
): SessionStep {
  const { resync } = input;
  const book = state.subscriptions.orderbook_delta;
  if (!state.open || resync.connection !== 'kalshi' || resync.sid !== book.sid) return quiet(state);
  const tickers = resync.tickers.length === 0 ? [...book.tickers] : resync.tickers;
  return requestSnapshots(state, tickers, time);
}

/** The machine's one step; pure, and total over anything the venue may send. */
export function stepSession(
  state: SessionState,
  input: SessionInput,
  time: SessionTime,
): SessionStep {
  switch (input.kind) {
    case 'opened':
      return onOpened(state, time);
    case 'frame':
      return andThen(heard(state, time), (next) => onFrame(next, input.text, time));
    case 'heartbeat': {
      const roundTripMs = input.roundTripMs ?? state.roundTripMs;
      return heard({ ...state, roundTripMs }, time);
    }
    case 'closed': {
      const status = { kind: 'disconnected', connection: 'kalshi', reason: input.reason } as const;
      return { state: closedSession(state.shard, state.wanted), actions: [statusAction(status)] };
    }
    case 'watch':
      return onWatch(state, input, time);
    case 'resync':
      return onResync(state, input, time);
    case 'clock':
      return onClock(state, time);
  }
}
