// The execution side alone: real door, adapters, order states and books on many markets, without a gate that thinks first.

import { count } from '#lib/domain/count.ts';
import { clientOrderId, decisionId, marketTicker, orderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { OrderIntent } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type { Report } from '#lib/domain/report.ts';
import { unwrap } from '#lib/result.ts';
import { createKalshiOrders } from '#server/adapters/kalshi/rest-client.ts';
import { createKalshiFeed } from '#server/adapters/kalshi/ws-client.ts';
import { createLog } from '#server/config/json-log.ts';
import { verdictToOrder } from '#server/core/4-gate/verdict-to-order.ts';
import {
  addIntended,
  createOrderBookState,
  markDenied,
  markSent,
} from '#server/core/5-execution/order-book-state.ts';
import type { OrderChange } from '#server/core/5-execution/order-change.ts';
import { reconcile } from '#server/core/5-execution/reconcile.ts';
import { reportToOrder } from '#server/core/5-execution/report-to-order.ts';
import { fillToPosition } from '#server/core/6-ledger/fill-to-position.ts';
import { applyTransaction, createLedger } from '#server/core/6-ledger/ledger-state.ts';
import type { EventBody } from '#server/core/event.ts';
import { createAccountReader } from '#server/engine/account-reader.ts';
import { createDoor } from '#server/engine/door.ts';
import { createEgress } from '#server/engine/egress.ts';
import { createOrderAsker } from '#server/engine/order-asker.ts';
import type { MarketFeed } from '#server/ports/market-feed.ts';
import { createRng, type Rng } from '#server/simulator/seeded/rng.ts';
import { createNetwork } from './network.ts';
import { beginLife } from './process-life.ts';
import { createVenueSide, PROVING_KEY, SHARD, type VenueSide } from './venue-side.ts';
import { VirtualTime } from './virtual-time.ts';
import { Weather } from './weather.ts';

const START_MS = 1_795_186_800_000;
const DAY_MS = 86_400_000;
const OTHERS = 'others';

export interface OrderWish {
  readonly ticker: string;
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly count: number;
  /** Rests this long; null = at once or not at all. */
  readonly restsMs: number | null;
}

export interface ExecutionDesk {
  readonly time: VirtualTime;
  readonly weather: Weather;
  readonly venue: VenueSide;
  readonly rng: Rng;
  readonly tickers: readonly string[];
  readonly orders: ReturnType<typeof createOrderBookState>;
  readonly ledger: ReturnType<typeof createLedger>;
  /** Fills that were booked a second time: what must never be. */
  bookedTwice(): number;
  send(wish: OrderWish): void;
  /** Another member's order. */
  others(wish: OrderWish): void;
  read(): void;
}

function createMarkets(venue: VenueSide, markets: number): readonly string[] {
  const { exchange } = venue;
  const cashMicroByShard = { [SHARD]: 1e14 };
  exchange.openAccount({ id: OTHERS, kind: 'agent', cashMicroByShard }, START_MS);
  return Array.from({ length: markets }, (_, i) => {
    const ticker = `KXBTCD-26NOV2116-T${90_000 + i * 100}.99`;
    exchange.createMarket(
      {
        ...{ ticker, eventTicker: 'KXBTCD-26NOV2116', seriesTicker: 'KXBTCD' },
        ...{ title: 'BTC', yesSubTitle: 'BTC', strikeType: 'greater' },
        ...{ floorStrikeUsd: 90_000.99 + i * 100 },
        ...{ openAtMs: START_MS - DAY_MS, closeAtMs: START_MS + 30 * DAY_MS },
      },
      START_MS,
    );
    return ticker;
  });
}

/** A desk on `markets` markets with its group made. `withStream`: fills come over the socket too. */
export async function openDesk(terms: {
  readonly seed: string;
  readonly markets: number;
  readonly withStream: boolean;
}): Promise<ExecutionDesk> {
  const rng = createRng(terms.seed);
  const time = new VirtualTime(START_MS);
  const venue = createVenueSide(time, rng.fork('venue'), 'prestige');
  const weather = new Weather(rng.fork('weather'));
  weather.crashesLeft = 0;
  weather.isRough = false;
  const tickers = createMarkets(venue, terms.markets);
  const life = beginLife(time, { offMs: 0 });
  const { clock, timers } = life;
  const crash = (): void => undefined;
  const network = createNetwork({ time, life, weather, venue, crash, onRequest: crash });
  const options = {
    ...{ restUrl: 'http://venue/trade-api/v2', wsUrl: 'ws://venue/trade-api/ws/v2', network },
    ...{ key: PROVING_KEY, shard: SHARD, clock, timers, log: createLog('proving', 'silent') },
    entropy: { random: rng.uniform, uuid: rng.uuid },
  };
  const adapter = createKalshiOrders(options);
  const orders = createOrderBookState();
  const ledger = createLedger();
  let twice = 0;

  const take = (change: OrderChange): void => {
    for (const fill of change.newFills) {
      const transaction = fillToPosition(ledger, fill);
      if (transaction === null || !applyTransaction(ledger, transaction)) twice += 1;
    }
    for (const target of change.cancels) egress.cancel(target);
  };
  const onReport = (report: Report): void => {
    const at = clock.wall();
    if (report.kind !== 'account') {
      take(reportToOrder(orders, report, at));
      return;
    }
    const reading = reconcile(orders, report, at);
    take(reading);
    for (const id of reading.asks) askOrder(id);
  };
  const askOrder = createOrderAsker({ orders: adapter, report: onReport, onFailure: crash });
  const onEvent = (body: EventBody): void => {
    if (body.kind === 'report') onReport(body.report);
    if (body.kind !== 'stored') return;
    const id = clientOrderId(body.clientOrderId);
    if (body.committed) markSent(orders, id, clock.wall());
    else markDenied(orders, id, { reason: body.reason, at: clock.wall() });
  };
  const door = createDoor(() => 0);
  door.open();
  door.follow('armed');
  const egress = createEgress({
    ...{ door, orders: adapter, clock, push: onEvent, onForged: crash, deny: () => null },
    denyRenewal: () => null,
    store: { commit: () => Promise.resolve() },
  });
  const reader = createAccountReader({
    ...{ orders: adapter, clock, shard: SHARD, booksUntil: () => null },
    ...{ report: onReport, onFailure: crash },
  });
  const feed: MarketFeed | null = terms.withStream
    ? createKalshiFeed({ ...options, series: ['KXBTCD'] })
    : null;
  feed?.start({ tick: crash, status: crash, report: onReport });
  const made = adapter.createGroup(SHARD, count(100_000_000));
  await time.runUntil(time.nowMs() + 3_000);
  const group = orderGroupId(unwrap(await made));

  return {
    ...{ time, weather, venue, rng, tickers, orders, ledger },
    bookedTwice: () => twice,
    read: () => reader.request(),
    send(wish) {
      const at = clock.wall();
      const isResting = wish.restsMs !== null;
      const intent: OrderIntent = {
        ...{ decisionId: decisionId(rng.uuid()), ticker: marketTicker(wish.ticker) },
        ...{
          purpose: 'enter',
          side: wish.side,
          price: price(wish.price),
          count: count(wish.count),
        },
        timeInForce: isResting ? 'good_till_canceled' : 'immediate_or_cancel',
        ...{ postOnly: false, reduceOnly: false, shard: SHARD },
        expiresAt: wish.restsMs === null ? null : wallMs(at + wish.restsMs),
      };
      const id = clientOrderId(rng.uuid());
      const order = verdictToOrder({
        ...{ intent, clientOrderId: id, orderGroupId: group, approvalId: null, at },
      });
      addIntended(orders, order, at);
      egress.send(order);
    },
    others(wish) {
      venue.exchange.placeFor(
        OTHERS,
        {
          ...{ ticker: wish.ticker, side: wish.side, priceCentiCents: wish.price },
          countCentiContracts: wish.count,
          timeInForce: wish.restsMs === null ? 'immediate_or_cancel' : 'good_till_canceled',
        },
        time.nowMs(),
      );
    },
  };
}

/** Largest order of the desk, 1/100 contracts. */
export const DESK_MOST = DEFAULT_LIMITS.maxOrderCount;
