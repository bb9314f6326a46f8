// The Kalshi feed: one socket and one directory drive the session; ticks, reports and statuses go out to the sink.
import type { FeedSink, MarketFeed } from '#server/ports/market-feed.ts';
import { createMarketDirectory } from './market-directory.ts';
import { measureClock } from './measure-clock.ts';
import type { KalshiFeedOptions } from './options.ts';
import type { RestReply } from './rest-call.ts';
import { closedSession, type SessionAction, type SessionInput } from './session-state.ts';
import type { Socket } from './socket.ts';
import { stepSession } from './ws-session.ts';
import { openSocket } from './ws-socket.ts';

const CLOCK_EVERY_MS = 250;
const PING_EVERY_MS = 5_000;
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 15_000;
/** A connection that lived this long starts the back-off anew. */
const STABLE_MS = 30_000;
/** The coarse Date header is used for the clock only when frames have carried no stamp for this long. */
const STAMP_SILENCE_MS = 15_000;

/**
 * Public data and private streams over one signed connection, kept up until `stop`. Delivery is synchronous and in the
 * order of arrival; calls made by the sink while it is being served are queued behind it.
 */
export function createKalshiFeed(options: KalshiFeedOptions): MarketFeed {
  const { clock, timers, entropy, log } = options;
  const nowMs = () => clock.mono() / 1e6;
  let session = closedSession(options.shard, new Set());
  let sink: FeedSink | null = null;
  let socket: Socket | null = null;
  let attempts = 0;
  let openedMs = 0;
  let stampedMs = -Infinity;
  let draining = false;
  const inputs: SessionInput[] = [];
  const cancels: (() => void)[] = [];
  let cancelReconnect: (() => void) | null = null;

  const directory = createMarketDirectory(options, {
    tick: (tick) => sink?.tick(tick),
    fault: (reason) => sink?.status({ kind: 'bad-frame', connection: 'kalshi', reason }),
    replied: onReply,
  });

  function onReply(reply: RestReply): void {
    if (reply.venueDateMs === null || nowMs() - stampedMs < STAMP_SILENCE_MS) return;
    const sample = { venueMs: reply.venueDateMs, resolutionMs: 1000 };
    const times = { sentAtMs: reply.sentAt, receivedAtMs: reply.receivedAt };
    sink?.status(measureClock({ ...sample, ...times }));
  }

  function carryOut(action: SessionAction): void {
    switch (action.kind) {
      case 'send':
        socket?.send(action.text);
        break;
      case 'tick':
        directory.seen(action.tick);
        sink?.tick(action.tick);
        break;
      case 'report':
        sink?.report(action.report);
        break;
      case 'status':
        if (action.status.kind === 'clock') stampedMs = nowMs();
        sink?.status(action.status);
        break;
      case 'refetch':
        directory.refetch(action.frame);
        break;
      case 'reconnect':
        log.warn({ reason: action.reason }, 'kalshi connection dropped by us');
        socket?.terminate(action.reason);
        break;
    }
  }

  /** One input at a time: what the sink asks for while being served waits its turn. */
  function feed(input: SessionInput): void {
    inputs.push(input);
    if (draining) return;
    draining = true;
    try {
      for (let next = inputs.shift(); next !== undefined; next = inputs.shift()) {
        const step = stepSession(session, next, { nowMs: nowMs(), wallMs: clock.wall() });
        session = step.state;
        for (const action of step.actions) carryOut(action);
      }
    } finally {
      draining = false;
    }
  }

  function onClosed(reason: string): void {
    socket = null;
    if (nowMs() - openedMs > STABLE_MS) attempts = 0;
    openedMs = Infinity;
    feed({ kind: 'closed', reason });
    if (sink === null) return;
    const ceilingMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempts);
    const waitMs = Math.ceil(ceilingMs * (0.5 + entropy.random() / 2));
    attempts = Math.min(attempts + 1, 16);
    log.warn({ reason, waitMs }, 'kalshi connection lost');
    cancelReconnect = timers.after(waitMs, connect);
  }

  function connect(): void {
    openedMs = Infinity;
    const open = options.network?.openSocket ?? openSocket;
    socket = open(options, {
      opened: () => {
        openedMs = nowMs();
        log.info({}, 'kalshi connection open');
        feed({ kind: 'opened' });
        socket?.ping();
      },
      text: (text) => feed({ kind: 'frame', text }),
      heartbeat: (roundTripMs) => feed({ kind: 'heartbeat', roundTripMs }),
      closed: onClosed,
    });
  }

  return {
    start: (target) => {
      if (sink !== null) return;
      sink = target;
      directory.start();
      cancels.push(timers.every(CLOCK_EVERY_MS, () => feed({ kind: 'clock' })));
      cancels.push(timers.every(PING_EVERY_MS, () => socket?.ping()));
      connect();
    },
    stop: () => {
      for (const cancel of cancels.splice(0)) cancel();
      cancelReconnect?.();
      directory.stop();
      sink = null;
      socket?.terminate('stopped');
      return Promise.resolve();
    },
    resync: (resync) => feed({ kind: 'resync', resync }),
    watch: (tickers) => feed({ kind: 'watch', tickers }),
  };
}
