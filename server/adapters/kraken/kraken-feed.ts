// Kraken as a MarketFeed: keeps one socket alive, runs the session on it and hands its ticks and statuses to the sink.
import type { Clock } from '#server/ports/clock.ts';
import type { Entropy } from '#server/ports/entropy.ts';
import type { FeedSink, MarketFeed } from '#server/ports/market-feed.ts';
import type { Timers } from '#server/ports/timers.ts';
import { createConnectBudget } from './connect-budget.ts';
import { planReconnect, type SocketEnd, STABLE_MS } from './reconnect.ts';
import { stepSession } from './session.ts';
import { createSession, type SessionInput } from './session-state.ts';
import { type KrakenSocket, openKrakenSocket } from './ws-client.ts';

/** A structured log; the JSON log of server/config satisfies it. */
interface KrakenLog {
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
  error(fields: Readonly<Record<string, unknown>>, text: string): void;
}

export interface KrakenFeedOptions {
  /** `wss://ws.kraken.com/v2`, or the simulator's. */
  readonly url: string;
  /** 10, 25, 100, 500 or 1000 levels a side; the venue refuses anything else. */
  readonly depth: number;
  readonly symbol: 'BTC/USD';
  /** Folder of the machine's connection budget; null keeps the budget within this process. */
  readonly budgetDirectory: string | null;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly entropy: Entropy;
  readonly log: KrakenLog;
}

const TIMER_MS = 250;
type Happening = SessionInput extends infer Input
  ? Input extends SessionInput
    ? Omit<Input, 'atMs' | 'wallMs'>
    : never
  : never;

/** The feed of one symbol. Delivers kraken-book and kraken-trade; never guesses, never gives up but on close 1008. */
export function createKrakenFeed(options: KrakenFeedOptions): MarketFeed {
  return new KrakenFeed(options);
}

class KrakenFeed implements MarketFeed {
  readonly #options: KrakenFeedOptions;
  readonly #session;
  readonly #budget;
  #sink: FeedSink | null = null;
  #socket: KrakenSocket | null = null;
  #cancelTimer: () => void = () => {};
  #openedMs: number | null = null;
  #failures = 0;
  #closeReason: string | null = null;
  #whenEnded: (() => void) | null = null;

  constructor(options: KrakenFeedOptions) {
    this.#options = options;
    this.#session = createSession({ symbol: options.symbol, depth: options.depth });
    this.#budget = createConnectBudget(options.budgetDirectory);
  }

  start(sink: FeedSink): void {
    if (this.#sink !== null) return;
    this.#sink = sink;
    this.#connect();
  }

  async stop(): Promise<void> {
    if (this.#sink === null) return;
    this.#cancelTimer();
    const socket = this.#socket;
    if (socket !== null) {
      const ended = new Promise<void>((resolve) => {
        this.#whenEnded = resolve;
      });
      this.#closeReason = 'stopped by us';
      socket.cut();
      await ended;
    }
    this.#sink = null;
  }

  resync(resync: Parameters<MarketFeed['resync']>[0]): void {
    if (resync.connection === 'kraken') this.#step({ kind: 'resync', reason: resync.reason });
  }

  watch(): void {
    // Kraken has one symbol; there is nothing to choose.
  }

  #connect(): void {
    const { clock, entropy, log, url } = this.#options;
    const now = clock.wall();
    const permit = this.#budget.take(now, entropy.uuid());
    if (permit.kind === 'refused') {
      log.error({ until: permit.retryAtMs }, `kraken: ${permit.reason}`);
      this.#step({ kind: 'closed', reason: permit.reason });
      this.#wait(Math.max(1_000, permit.retryAtMs - now));
      return;
    }
    this.#openedMs = null;
    this.#closeReason = null;
    this.#socket = openKrakenSocket(url, {
      opened: () => this.#onOpened(),
      text: (text) => this.#step({ kind: 'frame', text }),
      ended: (end) => this.#onEnded(end),
    });
  }

  #onOpened(): void {
    this.#openedMs = this.#monoMs();
    this.#cancelTimer = this.#options.timers.every(TIMER_MS, () => this.#step({ kind: 'timer' }));
    this.#step({ kind: 'opened' });
  }

  #onEnded(end: SocketEnd): void {
    const { entropy, log } = this.#options;
    this.#socket = null;
    this.#cancelTimer();
    if (this.#openedMs !== null && this.#monoMs() - this.#openedMs >= STABLE_MS) this.#failures = 0;
    const plan = planReconnect(end, this.#failures, entropy.random());
    this.#failures += 1;
    const reason = this.#closeReason ?? plan.reason;
    this.#step({ kind: 'closed', reason });
    if (this.#whenEnded !== null) {
      this.#whenEnded();
      this.#whenEnded = null;
    } else if (plan.kind === 'terminal') {
      log.error({ end }, `kraken: ${reason}; not connecting again`);
    } else {
      log.warn({ end, delayMs: plan.delayMs }, `kraken: ${reason}; connecting again`);
      this.#wait(plan.delayMs);
    }
  }

  #wait(ms: number): void {
    this.#cancelTimer = this.#options.timers.after(ms, () => this.#connect());
  }

  #step(happening: Happening): void {
    const sink = this.#sink;
    if (sink === null) return;
    const { clock, log } = this.#options;
    const input: SessionInput = { ...happening, atMs: this.#monoMs(), wallMs: clock.wall() };
    for (const action of stepSession(this.#session, input)) {
      if (action.kind === 'tick') sink.tick(action.tick);
      else if (action.kind === 'status') sink.status(action.status);
      else if (action.kind === 'send') this.#socket?.send(action.text);
      else if (action.kind === 'close') this.#cut(action.reason);
      else if (action.severity === 'warning') log.warn({}, action.text);
      else log.info({}, action.text);
    }
  }

  #cut(reason: string): void {
    this.#closeReason = reason;
    this.#socket?.cut();
  }

  #monoMs(): number {
    return this.#options.clock.mono() / 1e6;
  }
}
