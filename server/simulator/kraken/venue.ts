// The simulated Kraken: requests, engine events and time in, wire frames for each client out. Pure: no socket, no clock.
import { ensure } from '#lib/check.ts';
import { applyAndTell } from './book-entries.ts';
import {
  bookChecksum,
  bookFrame,
  HEARTBEAT_FRAME,
  instrumentFrame,
  RATE_FRAME,
  replyFrame,
  statusFrame,
  tickerFrame,
  tradeFrame,
} from './encode.ts';
import {
  createFaultState,
  type FaultState,
  faultHooks,
  takeFault,
  type VenueFaults,
  type VenueSystem,
} from './faults.ts';
import { createLadder, type Ladder, type LadderLevel, levelAt } from './ladder.ts';
import {
  ackResult,
  readRequest,
  type Subscription,
  type SymbolAsk,
  subscriptionKey,
} from './requests.ts';
import type { SpotEngineEvent } from './spot-event.ts';
import { createTradingDay, type TradingDay } from './trading-day.ts';

/** Something for one client: a frame to send, or the end of its connection. */
export type VenueOutput =
  | { readonly kind: 'frame'; readonly client: number; readonly text: string }
  | {
      readonly kind: 'close';
      readonly client: number;
      readonly code: number;
      readonly reason: string;
    };

export interface KrakenVenue {
  readonly faults: VenueFaults;
  readonly faultState: Readonly<FaultState>;
  /** A client connected: its number, and the status frame it gets unasked. */
  connect(atMs: number): { client: number; outputs: VenueOutput[] };
  disconnect(client: number): void;
  /** One request of a client. */
  receive(request: { client: number; text: string; atMs: number }): VenueOutput[];
  /** Applies engine events and tells every subscriber, in the events' order. */
  publish(events: readonly SpotEngineEvent[]): VenueOutput[];
  /** Heartbeats and idle closes due by `atMs`. */
  tick(atMs: number): VenueOutput[];
  /** Changes the venue's state and tells everyone connected. */
  setSystem(system: VenueSystem): VenueOutput[];
  /** Changes the pair's status and tells the instrument subscribers. */
  setPairStatus(status: string): VenueOutput[];
}

interface Client {
  readonly id: number;
  readonly subscriptions: Map<string, Subscription>;
  /** Keys acknowledged but never served (a fault). */
  readonly muted: Set<string>;
  requestTimes: number[];
  lastRequestMs: number;
  nextHeartbeatMs: number;
}

const HEARTBEAT_MS = 1_000;
const IDLE_MS = 60_000;
/** Requests a client may send in one second before the venue complains. */
const REQUESTS_PER_SECOND = 20;
const FIRST_CONNECTION_ID = 15_100_000_000_000_000_001n;

/** A venue whose book starts from the given best-first levels. */
export function createKrakenVenue(opening: {
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
}): KrakenVenue {
  return new Venue(opening.bids, opening.asks);
}

class Venue implements KrakenVenue {
  readonly faultState = createFaultState();
  readonly faults = faultHooks(this.faultState);
  readonly #clients = new Map<number, Client>();
  readonly #bids: Ladder;
  readonly #asks: Ladder;
  readonly #day: TradingDay;
  #connections = 0;
  #system: VenueSystem = 'online';
  #pairStatus = 'online';
  #bookAtMs = 0;

  constructor(bids: readonly LadderLevel[], asks: readonly LadderLevel[]) {
    this.#bids = createLadder('bid', bids);
    this.#asks = createLadder('ask', asks);
    this.#day = createTradingDay(levelAt(this.#bids, 0).priceTicks);
  }

  connect(atMs: number): { client: number; outputs: VenueOutput[] } {
    this.#connections += 1;
    const id = this.#connections;
    this.#clients.set(id, {
      id,
      subscriptions: new Map(),
      muted: new Set(),
      requestTimes: [],
      lastRequestMs: atMs,
      nextHeartbeatMs: Number.POSITIVE_INFINITY,
    });
    return { client: id, outputs: this.#frames(id, [this.#statusFrame(id)]) };
  }

  disconnect(client: number): void {
    this.#clients.delete(client);
  }

  receive({ client, text, atMs }: { client: number; text: string; atMs: number }): VenueOutput[] {
    const from = this.#clients.get(client);
    if (from === undefined || takeFault(this.faultState, 'ignored')) return [];
    from.lastRequestMs = atMs;
    from.requestTimes = [...from.requestTimes.filter((then) => then > atMs - 1_000), atMs];
    if (from.requestTimes.length > REQUESTS_PER_SECOND) return this.#frames(client, [RATE_FRAME]);
    const request = readRequest(text);
    const req_id = request.reqId;
    if (request.kind === 'ping')
      return this.#frames(client, [replyFrame({ method: 'pong', req_id }, atMs)]);
    if (request.kind === 'malformed')
      return this.#frames(client, [
        replyFrame({ error: request.error, req_id, success: false }, atMs),
      ]);
    const { kind } = request;
    return this.#frames(
      client,
      request.asks.flatMap((ask) => {
        const reply = (fields: Record<string, unknown>): string =>
          replyFrame({ method: kind, req_id, ...fields }, atMs);
        if (!ask.ok) return [reply({ error: ask.error, success: false, symbol: ask.symbol })];
        const asked = { client: from, ask, atMs, reply };
        return kind === 'subscribe' ? this.#subscribe(asked) : this.#unsubscribe(asked);
      }),
    );
  }

  publish(events: readonly SpotEngineEvent[]): VenueOutput[] {
    return events.flatMap((event) => this.#publishOne(event));
  }

  tick(atMs: number): VenueOutput[] {
    return [...this.#clients.values()].flatMap((client): VenueOutput[] => {
      if (client.subscriptions.size === 0 && atMs - client.lastRequestMs > IDLE_MS)
        return [{ kind: 'close', client: client.id, code: 1001, reason: 'idle' }];
      if (atMs < client.nextHeartbeatMs) return [];
      client.nextHeartbeatMs = Math.max(client.nextHeartbeatMs + HEARTBEAT_MS, atMs - HEARTBEAT_MS);
      return this.#frames(client.id, [HEARTBEAT_FRAME]);
    });
  }

  setSystem(system: VenueSystem): VenueOutput[] {
    this.#system = system;
    return [...this.#clients.keys()].flatMap((id) => this.#frames(id, [this.#statusFrame(id)]));
  }

  setPairStatus(status: string): VenueOutput[] {
    this.#pairStatus = status;
    return this.#subscribers('instrument').flatMap((client) =>
      this.#frames(client.id, [this.#instrumentFrame('update')]),
    );
  }

  #subscribe(asked: Asked): string[] {
    const { client, ask, atMs, reply } = asked;
    const key = subscriptionKey(ask.subscription);
    if (client.subscriptions.has(key))
      return [reply({ error: 'Already subscribed', success: false })];
    if (client.subscriptions.size === 0) client.nextHeartbeatMs = atMs + HEARTBEAT_MS;
    client.subscriptions.set(key, ask.subscription);
    const ack = reply({ result: ackResult('subscribe', ask.subscription), success: true });
    if (takeFault(this.faultState, 'mutes')) {
      client.muted.add(key);
      return [ack];
    }
    if (!ask.subscription.snapshot) return [ack];
    return [ack, this.#snapshot(ask.subscription, atMs)];
  }

  #unsubscribe({ client, ask, reply }: Asked): string[] {
    const key = subscriptionKey(ask.subscription);
    client.muted.delete(key);
    if (!client.subscriptions.delete(key))
      return [reply({ error: 'Subscription Not Found', success: false })];
    if (client.subscriptions.size === 0) client.nextHeartbeatMs = Number.POSITIVE_INFINITY;
    return [reply({ result: ackResult('unsubscribe', ask.subscription), success: true })];
  }

  #snapshot(subscription: Subscription, atMs: number): string {
    const bids = this.#bids.levels.slice(0, subscription.depth);
    const asks = this.#asks.levels.slice(0, subscription.depth);
    const checksum = bookChecksum(this.#bids, this.#asks);
    const stamp = this.#bookAtMs === 0 ? atMs : this.#bookAtMs;
    switch (subscription.channel) {
      case 'book':
        return bookFrame({ type: 'snapshot', bids, asks, checksum, atMs: stamp });
      case 'trade':
        return tradeFrame('snapshot', this.#day.recent());
      case 'ticker':
        return this.#tickerFrame('snapshot', stamp);
      case 'instrument':
        return this.#instrumentFrame('snapshot');
    }
  }

  #publishOne(event: SpotEngineEvent): VenueOutput[] {
    const touchBefore = this.#touch();
    const depths = [...new Set(this.#subscribers('book').map(({ depth }) => depth))];
    const ladder = event.side === 'bid' ? this.#bids : this.#asks;
    const told = applyAndTell(ladder, event.changes, depths);
    this.#bookAtMs = event.atMs;
    const trades = this.#day.record(event.trades, event.atMs);
    const outputs = this.#publishBook(event, told);
    if (trades.length > 0) {
      const text = tradeFrame('update', trades);
      for (const { id } of this.#subscribers('trade')) outputs.push(...this.#frames(id, [text]));
    }
    const touchMoved = this.#touch() !== touchBefore;
    for (const { id, trigger } of this.#subscribers('ticker')) {
      if (trigger === 'bbo' ? touchMoved : trades.length > 0)
        outputs.push(...this.#frames(id, [this.#tickerFrame('update', event.atMs)]));
    }
    return outputs;
  }

  #publishBook(
    event: SpotEngineEvent,
    told: ReadonlyMap<number, readonly LadderLevel[]>,
  ): VenueOutput[] {
    const outputs: VenueOutput[] = [];
    if (told.size === 0) return outputs;
    const honest = bookChecksum(this.#bids, this.#asks);
    for (const [depth, entries] of told) {
      if (this.faultState.bookStalled || takeFault(this.faultState, 'skips')) continue;
      const checksum = takeFault(this.faultState, 'corruptions') ? (honest ^ 1) >>> 0 : honest;
      const text = bookFrame({
        type: 'update',
        bids: event.side === 'bid' ? entries : [],
        asks: event.side === 'ask' ? entries : [],
        checksum,
        atMs: event.atMs,
      });
      for (const subscriber of this.#subscribers('book'))
        if (subscriber.depth === depth) outputs.push(...this.#frames(subscriber.id, [text]));
    }
    return outputs;
  }

  #subscribers(channel: Subscription['channel']): (Subscription & { id: number })[] {
    return [...this.#clients.values()].flatMap(({ id, subscriptions, muted }) =>
      [...subscriptions]
        .filter(([key, subscription]) => subscription.channel === channel && !muted.has(key))
        .map(([, subscription]) => ({ ...subscription, id })),
    );
  }

  /** Frames for one client; none while stalled. */
  #frames(client: number, texts: readonly string[]): VenueOutput[] {
    if (this.faultState.stalled) return [];
    return texts.map((text) => ({ kind: 'frame', client, text }));
  }

  #statusFrame(client: number): string {
    return statusFrame(this.#system, FIRST_CONNECTION_ID + BigInt(client));
  }

  #instrumentFrame(type: 'snapshot' | 'update'): string {
    return instrumentFrame(type, { status: this.#pairStatus, pricePrecision: 1 });
  }

  #tickerFrame(type: 'snapshot' | 'update', atMs: number): string {
    const bid = ensure(this.#bids.levels[0], 'the venue has no bid');
    const ask = ensure(this.#asks.levels[0], 'the venue has no ask');
    return tickerFrame(type, { ...this.#day.view(), bid, ask, atMs });
  }

  #touch(): string {
    const bid = this.#bids.levels[0];
    const ask = this.#asks.levels[0];
    return `${bid?.priceTicks}/${bid?.sizeUnits}/${ask?.priceTicks}/${ask?.sizeUnits}`;
  }
}

interface Asked {
  readonly client: Client;
  readonly ask: Extract<SymbolAsk, { ok: true }>;
  readonly atMs: number;
  readonly reply: (fields: Record<string, unknown>) => string;
}
