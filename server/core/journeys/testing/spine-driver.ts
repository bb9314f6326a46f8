// Drives the spine through a made-up market second by second. In: what happens. Out: every effect, and the venue's books.
import { btcCents } from '#lib/domain/btc.ts';
import type { CommandBody, CommandReply } from '#lib/domain/command.ts';
import { count, signedCount } from '#lib/domain/count.ts';
import {
  commandId,
  eventTicker,
  marketTicker,
  orderGroupId,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { monoNs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS, type Limits } from '#lib/domain/limits.ts';
import type { Market } from '#lib/domain/market.ts';
import { money } from '#lib/domain/money.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type { AccountReport, FillReport, OrderGroupReport } from '#lib/domain/report.ts';
import { PLAIN_SIGNAL } from '../../3-models/testing/plain-signal.ts';
import { TRUSTED_BLENDS } from '../../3-models/testing/trusted-blends.ts';
import type { Effect } from '../../effect.ts';
import type { CoreEvent, EventBody } from '../../event.ts';
import { tickToOrder } from '../../tick-to-order.ts';
import { createWorld, type World, type WorldOptions } from '../../world.ts';

/** Friday 2026-11-20 15:00 UTC. */
const T0 = 1_795_186_800_000;
export const TICKER = marketTicker('KXBTC15M-26NOV2015-15');
const SPOT_USD = 95_000;
const CASH = 1_000_000_000;
const CLOSE_MS = 900_000;

function testMarket(change: Partial<Market> = {}): Market {
  return {
    ticker: TICKER,
    event: eventTicker('KXBTC15M-26NOV2015'),
    series: 'KXBTC15M',
    rule: { kind: 'at-or-above-rounded', strike: btcCents(SPOT_USD * 100) },
    openAt: wallMs(T0 - 60_000),
    closeAt: wallMs(T0 + CLOSE_MS),
    status: 'active',
    grid: [{ start: price(0), end: price(10_000), step: 100 }],
    shard: 2,
    fee: { kind: 'quadratic', multiplier: 1 },
    result: null,
    title: 'BTC at or above 95,000',
    ...change,
  };
}

export interface Step {
  readonly event: CoreEvent;
  readonly effects: readonly Effect[];
}

export interface Driver {
  readonly world: World;
  readonly steps: Step[];
  /** `works` false: the order group fails its test at arming; `isSilent`: its answer does not come. */
  readonly breaker: { works: boolean; isSilent: boolean };
  now(): WallMs;
  /** One event now; its effects. */
  send(body: EventBody): readonly Effect[];
  /** Moves wall and monotonic time; with `wallOnly` the wall clock steps. */
  passMs(ms: number, wallOnly?: boolean): void;
  /** One second of a healthy market: spot, index, book keep-alive, host, clock. */
  second(): readonly Effect[];
  seconds(n: number): readonly Effect[];
  /** Contract book with one level a side, YES scale in cents. */
  quote(bid: number, ask: number): readonly Effect[];
  command(body: CommandBody, by?: string): readonly Effect[];
  /** A complete reading of an account on which only what this driver's venue booked exists. */
  reading(change?: Partial<AccountReport>): EventBody;
  /** Stores, accepts and fills `order` in full at its limit. */
  fillOrder(order: ApprovedOrder): FillReport;
  /** Boot, feeds, market, account, group: everything but arming. */
  boot(): void;
  cash(): number;
}

export function optionsOf(
  change: Partial<WorldOptions> = {},
  limits: Partial<Limits> = {},
): WorldOptions {
  return {
    boot: 'test-boot',
    mode: 'sim',
    shard: 2,
    account: 'test',
    // A forecast of a minute's history is unsure of itself: these tests are about what happens after a yes.
    limits: { ...DEFAULT_LIMITS, minConfidence: 0.5, ...limits },
    models: [],
    signal: { ...PLAIN_SIGNAL, blends: TRUSTED_BLENDS },
    minReleaseSeconds: 5,
    armWhenReady: false,
    spotProxySdUsd: null,
    ...change,
  };
}

/** Orders among the effects, in order. */
export function ordersIn(effects: readonly Effect[]): readonly ApprovedOrder[] {
  return effects.flatMap((each) => (each.kind === 'commit-then-send' ? [each.order] : []));
}

/** The reply to a command among the effects. */
export function replyIn(effects: readonly Effect[]): CommandReply {
  for (const each of effects) if (each.kind === 'reply') return each.reply;
  throw new Error('no reply among the effects');
}

export function createDriver(options: WorldOptions = optionsOf()): Driver {
  const world = createWorld(options);
  const steps: Step[] = [];
  let seq = 0;
  let wall = T0;
  let mono = 0;
  let spotTick = 0;
  let bookSeq = 0;
  let trades = 0;
  let cash = CASH;
  let held = 0;

  const breaker = { works: true, isSilent: false };

  const now = () => wallMs(wall);
  const send = (body: EventBody): readonly Effect[] => {
    seq += 1;
    const event: CoreEvent = { seq, at: now(), mono: monoNs(mono * 1e6), ...body };
    const first = tickToOrder(world, event);
    const isProof = first.some((each) => each.kind === 'prove-group');
    const effects = isProof ? [...first, ...testOfGroup()] : first;
    steps.push({ event, effects });
    return effects;
  };
  /** The test of the breaker as the engine tells it, with the echoes of its own trigger and reset. */
  const testOfGroup = (): readonly Effect[] => {
    const tell = (event: OrderGroupReport['event']): readonly Effect[] =>
      send({
        kind: 'report',
        report: { kind: 'order-group', orderGroupId: orderGroupId('g-1'), shard: 2, event },
      });
    if (breaker.isSilent) return [];
    if (!breaker.works) return tell('unproven');
    return [...tell('triggered'), ...tell('proven'), ...tell('reset')];
  };
  const all = (...bodies: readonly EventBody[]): readonly Effect[] => bodies.flatMap(send);

  const spotUsd = () => SPOT_USD + 40 + 6 * Math.sin(spotTick / 3) + 3 * Math.sin(spotTick * 1.7);

  const spotBook = (): EventBody => {
    const bid = Math.round((spotUsd() - 0.5) * 10);
    return {
      kind: 'tick',
      tick: {
        kind: 'spot-book',
        type: 'snapshot',
        depth: 10,
        pricePrecision: 1,
        sizePrecision: 8,
        bids: [{ price: bid, size: 100_000_000 }],
        asks: [{ price: bid + 10, size: 100_000_000 }],
        checksum: null,
        venueAt: null,
      },
    };
  };

  const driver: Driver = {
    breaker,
    world,
    steps,
    now,
    send,
    cash: () => cash,
    passMs(ms, wallOnly = false) {
      wall += ms;
      if (!wallOnly) mono += ms;
    },
    second() {
      driver.passMs(1_000);
      spotTick += 1;
      return all(
        { kind: 'status', status: { kind: 'alive', connection: 'kraken', roundTripMs: 10 } },
        { kind: 'status', status: { kind: 'alive', connection: 'kalshi', roundTripMs: 10 } },
        spotBook(),
        {
          kind: 'tick',
          tick: {
            kind: 'spot-trade',
            venue: 'kraken',
            trades: [
              { id: spotTick, priceUsd: spotUsd(), sizeBtc: 0.1, takerSide: 'buy', venueAt: now() },
            ],
          },
        },
        {
          kind: 'tick',
          tick: {
            kind: 'index-print',
            value: btcCents(Math.round(spotUsd() * 100)),
            sourceAt: wallMs(Math.floor(wall / 1000) * 1000),
            trailingMeanCents: null,
            windowMeanCents: null,
            windowSize: null,
          },
        },
        {
          kind: 'tick',
          tick: { kind: 'exchange-status', shard: 2, exchangeActive: true, tradingActive: true },
        },
        {
          kind: 'host',
          storeHealthy: true,
          loopDelayMs: 2,
          freeDiskBytes: 50e9,
          watchdogAlive: true,
        },
        { kind: 'timer', timer: 'second' },
      );
    },
    seconds(n) {
      const effects: Effect[] = [];
      for (let i = 0; i < n; i++) {
        effects.push(...driver.second());
        if (i % 5 === 4) effects.push(...send(driver.reading()));
      }
      return effects;
    },
    quote(bid, ask) {
      bookSeq += 1;
      return send({
        kind: 'tick',
        tick: {
          kind: 'contract-snapshot',
          ticker: TICKER,
          sid: 1,
          seq: bookSeq,
          yesBids: [{ price: price(bid * 100), size: count(50_000) }],
          noBids: [{ price: price(10_000 - ask * 100), size: count(50_000) }],
          venueAt: null,
        },
      });
    },
    command(body, by = 'operator') {
      return send({
        kind: 'command',
        command: {
          id: commandId(`command-${seq}`),
          by,
          issuedAt: now(),
          expiresAt: wallMs(wall + 10_000),
          body,
        },
      });
    },
    reading(change = {}) {
      return {
        kind: 'report',
        report: {
          kind: 'account',
          complete: true,
          requestedAt: now(),
          asOf: now(),
          resting: [],
          positions:
            held === 0
              ? []
              : [{ kind: 'position', ticker: TICKER, position: signedCount(held), source: 'read' }],
          fills: [],
          settlements: [],
          balance: { kind: 'balance', shard: 2, cash: money(cash), at: now() },
          ...change,
        },
      };
    },
    fillOrder(order) {
      trades += 1;
      const id = venueOrderId(`v-${trades}`);
      const fee = money(10_000);
      const sign = order.side === 'bid' ? 1 : -1;
      cash -= sign * order.price * order.count + fee;
      held += sign * order.count;
      const fill: FillReport = {
        kind: 'fill',
        tradeId: tradeId(`t-${trades}`),
        venueOrderId: id,
        clientOrderId: order.clientOrderId,
        ticker: order.ticker,
        side: order.side,
        price: order.price,
        count: order.count,
        isTaker: true,
        fee,
        venueAt: now(),
        source: 'stream',
      };
      all(
        { kind: 'stored', clientOrderId: order.clientOrderId, committed: true, reason: 'on disk' },
        {
          kind: 'report',
          report: {
            kind: 'order-accepted',
            clientOrderId: order.clientOrderId,
            venueOrderId: id,
            filled: order.count,
            remaining: count(0),
            venueAt: now(),
          },
        },
        { kind: 'report', report: fill },
      );
      return fill;
    },
    boot() {
      all(
        {
          kind: 'recovered',
          orders: [],
          transactions: [],
          fills: [],
          approvals: [],
          latch: null,
          orderGroupId: null,
        },
        { kind: 'status', status: { kind: 'connected', connection: 'kraken' } },
        { kind: 'status', status: { kind: 'connected', connection: 'kalshi' } },
        { kind: 'tick', tick: { kind: 'spot-status', system: 'online', pair: 'online' } },
        {
          kind: 'status',
          status: { kind: 'subscribed', connection: 'kraken', feed: 'kraken-book' },
        },
        {
          kind: 'status',
          status: { kind: 'subscribed', connection: 'kraken', feed: 'kraken-trade' },
        },
        {
          kind: 'status',
          status: { kind: 'subscribed', connection: 'kalshi', feed: 'kalshi-book' },
        },
        {
          kind: 'status',
          status: { kind: 'subscribed', connection: 'kalshi', feed: 'kalshi-orders' },
        },
        { kind: 'status', status: { kind: 'subscribed', connection: 'kalshi', feed: 'index' } },
        {
          kind: 'status',
          status: { kind: 'clock', connection: 'kalshi', offsetMs: 5, errorMs: 5 },
        },
        { kind: 'tick', tick: { kind: 'market', market: testMarket() } },
        {
          kind: 'report',
          report: {
            kind: 'order-group',
            orderGroupId: orderGroupId('g-1'),
            shard: 2,
            event: 'proven',
          },
        },
        driver.reading(),
      );
      driver.second();
      driver.quote(47, 49);
    },
  };
  return driver;
}
