// The simulated Kalshi on a line without a socket, read by the real adapter's session. In: time, wishes. Out: event bodies.
import { SERIES } from '#lib/domain/market.ts';
import { createKnownMarkets } from '#server/adapters/kalshi/known-markets.ts';
import { marketsReply } from '#server/adapters/kalshi/rest-schema.ts';
import { closedSession, type SessionInput } from '#server/adapters/kalshi/session-state.ts';
import { stepSession } from '#server/adapters/kalshi/ws-session.ts';
import type { EventBody } from '#server/core/event.ts';
import type { RunningExchange } from '#server/simulator/kalshi/exchange.ts';
import { createRestHandler } from '#server/simulator/kalshi/rest.ts';
import { createWsHub } from '#server/simulator/kalshi/ws.ts';

const SHARD = 2;
const TRADER = 'trader';

export interface KalshiLine {
  step(input: SessionInput): void;
  /** Reads what the venue has sent since the last call. */
  read(): void;
  /** The adapter's own deadlines and heartbeats, four times a second. */
  judge(): void;
  /** The listings and the exchange's status, as the market directory polls them. */
  list(): void;
  /** The next message with a sequence number never comes. */
  loseOne(): void;
  close(): void;
}

/** A line that is not open yet: step it with `opened`. `nowMs` is simulated Unix time. */
export function createKalshiLine(
  exchange: RunningExchange,
  nowMs: () => number,
  push: (body: EventBody) => void,
): KalshiLine {
  exchange.openAccount({ id: TRADER, kind: 'api', cashMicroByShard: {} }, nowMs());
  const account = exchange.venue.accounts.get(TRADER);
  if (account === undefined) throw new Error('the trader has no account');
  const startMs = nowMs();
  const hub = createWsHub(exchange, nowMs);
  const frames: string[] = [];
  const line = hub.connect(account, (text) => frames.push(text));
  const rest = createRestHandler(exchange);
  const markets = createKnownMarkets(SERIES, SHARD);
  let session = closedSession(SHARD, new Set());

  const step = (input: SessionInput): void => {
    const made = stepSession(session, input, { nowMs: nowMs() - startMs, wallMs: nowMs() });
    session = made.state;
    for (const action of made.actions) {
      if (action.kind === 'send') line.receive(action.text, nowMs());
      else if (action.kind === 'tick') push({ kind: 'tick', tick: action.tick });
      else if (action.kind === 'status') push({ kind: 'status', status: action.status });
      else if (action.kind === 'report') push({ kind: 'report', report: action.report });
    }
  };

  return {
    step,
    read: () => {
      for (const text of frames.splice(0)) step({ kind: 'frame', text });
    },
    judge: () => {
      step({ kind: 'heartbeat', roundTripMs: 20 });
      step({ kind: 'clock' });
    },
    list: () => {
      const time = { nowMs: nowMs(), wallMs: nowMs() };
      const request = { method: 'GET', headers: {}, bodyText: '', ...time };
      for (const series of SERIES) {
        const query = `series_ticker=${series}&limit=1000`;
        const reply = rest({ ...request, path: '/trade-api/v2/markets', query });
        for (const row of marketsReply.parse(JSON.parse(reply.bodyText)).markets)
          for (const tick of markets.listed(row, nowMs() - startMs).ticks)
            push({ kind: 'tick', tick });
      }
      const open = { exchangeActive: true, tradingActive: true };
      push({ kind: 'tick', tick: { kind: 'exchange-status', shard: SHARD, ...open } });
    },
    loseOne: () => hub.skipNextSequenced(),
    close: () => hub.close(),
  };
}
