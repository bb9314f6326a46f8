// One WebSocket connection: its subscriptions, their sequence numbers, and sending. In: bodies and commands' results.
// Out: frames through `send`. Source: kalshi-api §5.3 (acks), §5.4 (seq per sid over everything sent on it).
import type { Account } from './venue.ts';
import type { Body } from './ws-shapes.ts';

export type Channel =
  | 'orderbook_delta'
  | 'ticker'
  | 'trade'
  | 'fill'
  | 'user_orders'
  | 'market_positions'
  | 'order_group_updates'
  | 'market_lifecycle_v2'
  | 'cfbenchmarks_value'
  | 'cfbenchmarks_value_5hz';

/** Channels whose messages carry seq; the others' losses cannot be seen. */
const SEQUENCED: ReadonlySet<Channel> = new Set([
  'orderbook_delta',
  'trade',
  'order_group_updates',
  'market_lifecycle_v2',
  'cfbenchmarks_value',
  'cfbenchmarks_value_5hz',
]);

export interface Subscription {
  readonly sid: number;
  readonly channel: Channel;
  /** Markets, or index ids; null: everything. */
  readonly keys: Set<string> | null;
  readonly useYesPrice: boolean;
  readonly skipsAckLists: boolean;
  seq: number;
}

export class WsSession {
  readonly account: Account;
  readonly subscriptions = new Map<number, Subscription>();
  readonly #send: (text: string) => void;
  readonly #clock: () => number;
  #nextSid = 1;
  #skipsNext = false;

  constructor(account: Account, send: (text: string) => void, clock: () => number) {
    this.account = account;
    this.#send = send;
    this.#clock = clock;
  }

  open(terms: Omit<Subscription, 'sid' | 'seq'>): Subscription {
    const subscription = { ...terms, sid: this.#nextSid++, seq: 0 };
    this.subscriptions.set(subscription.sid, subscription);
    return subscription;
  }

  byChannel(channel: Channel): Subscription | undefined {
    for (const subscription of this.subscriptions.values()) {
      if (subscription.channel === channel) return subscription;
    }
    return undefined;
  }

  /** Sends a message of a subscription. `id`: the command it answers. */
  publish(subscription: Subscription, body: Body, id?: number): void {
    const isSequenced = SEQUENCED.has(subscription.channel);
    if (isSequenced && this.#skipsNext) {
      subscription.seq++;
      this.#skipsNext = false;
      return;
    }
    const seq = isSequenced ? { seq: ++subscription.seq } : {};
    this.reply({
      type: body.type,
      ...(id === undefined ? {} : { id }),
      sid: subscription.sid,
      ...seq,
      msg: body.msg,
    });
  }

  /** `ok` of a subscription; it consumes a seq. */
  acknowledge(subscription: Subscription, id: number, msg: unknown): void {
    this.reply({ type: 'ok', id, sid: subscription.sid, seq: ++subscription.seq, msg });
  }

  /** Ends a subscription; the notice carries its last seq. */
  end(subscription: Subscription, id: number): void {
    this.subscriptions.delete(subscription.sid);
    this.reply({ type: 'unsubscribed', id, sid: subscription.sid, seq: ++subscription.seq });
  }

  error(id: number, code: number, text: string, extra: Record<string, unknown> = {}): void {
    this.reply({ type: 'error', ...(id > 0 ? { id } : {}), ...extra, msg: { code, msg: text } });
  }

  /** Any frame, with the time it goes to the network. */
  reply(frame: Readonly<Record<string, unknown>>): void {
    this.#send(JSON.stringify({ ...frame, sending_ts_ms: this.#clock() }));
  }

  /** The next sequenced message is lost, its number is not. */
  skipNext(): void {
    this.#skipsNext = true;
  }
}
