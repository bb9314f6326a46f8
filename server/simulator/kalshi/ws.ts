// The WebSocket hub: sessions on one side, exchange events on the other. In: events, client frames. Out: server frames.
// Pure but for `send` and the clock it is given. Nothing is replayed to late comers. Source: kalshi-api §5.
import type { RunningExchange } from './exchange.ts';
import type { ExchangeEvent } from './exchange-event.ts';
import { type Account, marketOf, type Venue } from './venue.ts';
import { runCommand, sendSnapshots } from './ws-commands.ts';
import { fastIndexBody, indexBody } from './ws-index-shapes.ts';
import { type Channel, type Subscription, WsSession } from './ws-session.ts';
import * as shapes from './ws-shapes.ts';

const TERMINAL_TEXT = { 10: 'Channel error', 25: 'Subscription buffer overflow' } as const;

/** One connection as the server holds it. */
export interface WsConnection {
  /** A client frame. */
  receive(text: string, nowMs: number): void;
  close(): void;
}

export interface WsHub {
  /** Registers a connection of an authenticated account. */
  connect(account: Account, send: (text: string) => void): WsConnection;
  /** Each session loses its next sequenced message; the number is used up. */
  skipNextSequenced(): void;
  /** Ends every subscription of every session with a terminal error. */
  terminalError(code: 10 | 25): void;
  close(): void;
}

class Hub implements WsHub {
  readonly #exchange: RunningExchange;
  readonly #venue: Venue;
  readonly #clock: () => number;
  readonly #sessions = new Set<WsSession>();
  readonly #unsubscribe: () => void;

  constructor(exchange: RunningExchange, clock: () => number) {
    this.#exchange = exchange;
    this.#venue = exchange.venue;
    this.#clock = clock;
    this.#unsubscribe = exchange.subscribe((event) => this.#onEvent(event));
  }

  connect(account: Account, send: (text: string) => void): WsConnection {
    const session = new WsSession(account, send, this.#clock);
    this.#sessions.add(session);
    return {
      receive: (text, nowMs) => {
        this.#exchange.advance(nowMs);
        runCommand(this.#venue, session, text);
      },
      close: () => this.#sessions.delete(session),
    };
  }

  skipNextSequenced(): void {
    for (const session of this.#sessions) session.skipNext();
  }

  terminalError(code: 10 | 25): void {
    for (const session of this.#sessions) {
      for (const { sid } of session.subscriptions.values()) {
        session.error(0, code, TERMINAL_TEXT[code], { sid });
      }
      session.subscriptions.clear();
    }
  }

  close(): void {
    this.#unsubscribe();
    this.#sessions.clear();
  }

  /** Every subscription of a channel that wants the key; undefined key: all of them. */
  #each(
    channel: Channel,
    key: string | undefined,
    visit: (session: WsSession, subscription: Subscription) => void,
  ): void {
    for (const session of this.#sessions) {
      const subscription = session.byChannel(channel);
      if (subscription === undefined) continue;
      const { keys } = subscription;
      if (key === undefined || keys === null || keys.has(key)) visit(session, subscription);
    }
  }

  /** The body is made once, and only when somebody listens. */
  #broadcast(channel: Channel, key: string | undefined, make: () => shapes.Body): void {
    let body: shapes.Body | undefined;
    this.#each(channel, key, (session, subscription) => {
      body ??= make();
      session.publish(subscription, body);
    });
  }

  #private(
    channel: Channel,
    terms: { accountId: string; key?: string },
    body: (account: Account) => shapes.Body,
  ): void {
    this.#each(channel, terms.key, (session, subscription) => {
      if (session.account.id !== terms.accountId) return;
      session.publish(subscription, body(session.account));
    });
  }

  #onDelta(delta: Extract<ExchangeEvent, { kind: 'book_delta' }>): void {
    const market = marketOf(this.#venue, delta.ticker);
    this.#each('orderbook_delta', delta.ticker, (session, subscription) => {
      const isOwn = session.account.id === delta.accountId;
      const { useYesPrice } = subscription;
      session.publish(subscription, shapes.deltaBody(market, delta, { useYesPrice, isOwn }));
    });
  }

  #onLifecycle(event: Extract<ExchangeEvent, { kind: 'lifecycle' }>): void {
    this.#broadcast('market_lifecycle_v2', undefined, () =>
      shapes.lifecycleBody(this.#venue, event),
    );
    if (event.event !== 'created') return;
    // Who subscribed to the ticker before it existed gets the (still empty) book now.
    this.#each('orderbook_delta', event.ticker, (session, subscription) => {
      if (subscription.keys === null) return;
      sendSnapshots(this.#venue, session, { subscription, tickers: [event.ticker] });
    });
  }

  #onIndex({ print, receivedAtMs }: Extract<ExchangeEvent, { kind: 'index' }>): void {
    const slow = indexBody(this.#venue, print, receivedAtMs);
    if (slow !== undefined) this.#broadcast('cfbenchmarks_value', 'BRTI', () => slow);
    this.#broadcast('cfbenchmarks_value_5hz', 'BRTI', () => fastIndexBody(print, receivedAtMs));
  }

  #onEvent(event: ExchangeEvent): void {
    if (this.#sessions.size === 0) return;
    switch (event.kind) {
      case 'book_delta':
        this.#onDelta(event);
        break;
      case 'trade':
        this.#broadcast('trade', event.trade.ticker, () => shapes.tradeBody(event.trade));
        break;
      case 'ticker':
        this.#broadcast('ticker', event.ticker, () =>
          shapes.tickerBody(this.#venue, marketOf(this.#venue, event.ticker), event.atMs),
        );
        break;
      case 'lifecycle':
        this.#onLifecycle(event);
        break;
      case 'event_created':
        this.#broadcast('market_lifecycle_v2', undefined, () =>
          shapes.eventCreatedBody(this.#venue, event.eventTicker),
        );
        break;
      case 'index':
        this.#onIndex(event);
        break;
      default:
        this.#onPrivate(event);
    }
  }

  #onPrivate(
    event: Extract<ExchangeEvent, { kind: 'fill' | 'order' | 'position' | 'order_group' }>,
  ): void {
    switch (event.kind) {
      case 'fill': {
        const { accountId, ticker: key } = event.fill;
        this.#private('fill', { accountId, key }, () => shapes.fillBody(event.fill));
        break;
      }
      case 'order': {
        const { accountId, ticker: key } = event.order;
        this.#private('user_orders', { accountId, key }, (account) =>
          shapes.orderBody(account, event.order, event.reason),
        );
        break;
      }
      case 'position': {
        const terms = { accountId: event.accountId, key: event.position.ticker };
        this.#private('market_positions', terms, (account) =>
          shapes.positionBody(account, event.position),
        );
        break;
      }
      case 'order_group':
        this.#private('order_group_updates', { accountId: event.accountId }, () =>
          shapes.groupBody(event),
        );
        break;
    }
  }
}

/** A hub over the exchange; `clock` answers venue time in ms, for `sending_ts_ms`. */
export function createWsHub(exchange: RunningExchange, clock: () => number): WsHub {
  return new Hub(exchange, clock);
}
