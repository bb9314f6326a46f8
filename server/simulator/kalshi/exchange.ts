// The simulated Kalshi exchange: binds the venue's parts behind the contract of exchange-api.ts (documented there).
// In: calls with their time. Out: answers at once, events to subscribers after each operation, in engine order.
import { assertCondition } from '#lib/check.ts';
import type { Entropy } from '#server/ports/entropy.ts';
import { openAccountIn, registerKeyIn } from './accounts.ts';
import { Agenda } from './agenda.ts';
import { auditVenue, ledgerSnapshotOf } from './audit.ts';
import { cancelAllOf, cancelOrder } from './cancel-order.ts';
import type { ExchangeFaults, SimulatedExchange } from './exchange-api.ts';
import type { ExchangeEvent, IndexPrint } from './exchange-event.ts';
import { holdingOf, positionSnapshot, recordCash } from './holding.ts';
import { IndexHistory } from './index-history.ts';
import { cashPocket, Ledger, OUTSIDE } from './ledger.ts';
import * as lifecycle from './market-lifecycle.ts';
import { depthOf, publishTouched, summaryOf } from './market-view.ts';
import { viewOfOrder } from './order-record.ts';
import { pauseExchange, pauseTrading, resumeAll } from './pauses.ts';
import { placeOrder } from './place-order.ts';
import { BTC_SERIES } from './series.ts';
import { accountOf, emit, marketOf, type Venue } from './venue.ts';

/** The exchange plus its state, for the wire layers of this folder. */
export interface RunningExchange extends SimulatedExchange {
  readonly venue: Venue;
  /** Brings time to `nowMs`, runs `operation`, then delivers what it caused. */
  run<T>(nowMs: number, operation: () => T): T;
}

function emptyVenue(entropy: Entropy): Venue {
  return {
    entropy,
    agenda: new Agenda(),
    ledger: new Ledger(),
    index: new IndexHistory(),
    series: new Map(BTC_SERIES.map((series) => [series.ticker, series])),
    events: new Map(),
    markets: new Map(),
    accounts: new Map(),
    orders: new Map(),
    groups: new Map(),
    keys: new Map(),
    outbox: [],
    touched: new Set(),
    switches: {
      exchangePaused: false,
      pausedShards: new Set(),
      postOnlyCreatesThenCancels: false,
      readLagMs: 0,
      cancelAllShadowMs: 60_000,
    },
    nowMs: 0,
  };
}

type Run = RunningExchange['run'];

/** Time, delivery and re-entrance: a listener may call the exchange, its events follow those being delivered. */
function makeRunner(venue: Venue, listeners: ReadonlySet<(event: ExchangeEvent) => void>): Run {
  let isRunning = false;
  let isDelivering = false;
  const catchUp = (nowMs: number): void => {
    for (;;) {
      const dueMs = venue.agenda.nextMs();
      if (dueMs === undefined || dueMs > nowMs) break;
      venue.nowMs = Math.max(venue.nowMs, dueMs);
      venue.agenda.runNext();
      publishTouched(venue);
    }
    venue.nowMs = Math.max(venue.nowMs, nowMs);
  };
  const deliver = (): void => {
    if (isDelivering) return;
    isDelivering = true;
    try {
      for (let event = venue.outbox.shift(); event !== undefined; event = venue.outbox.shift()) {
        for (const listener of listeners) listener(event);
      }
    } finally {
      isDelivering = false;
    }
  };
  return (nowMs, operation) => {
    assertCondition(Number.isFinite(nowMs), 'the exchange needs a time');
    assertCondition(!isRunning, 'an operation starts inside another');
    isRunning = true;
    try {
      catchUp(nowMs);
      return operation();
    } finally {
      publishTouched(venue);
      isRunning = false;
      deliver();
    }
  };
}

function makeFaults(venue: Venue, run: Run): ExchangeFaults {
  const { switches } = venue;
  return {
    pauseExchange: (nowMs) => run(nowMs, () => pauseExchange(venue)),
    pauseTrading: (nowMs, shard) => run(nowMs, () => pauseTrading(venue, shard)),
    resume: (nowMs) => run(nowMs, () => resumeAll(venue)),
    closeEarly: (ticker, nowMs) =>
      run(nowMs, () => lifecycle.closeEarly(venue, marketOf(venue, ticker))),
    deactivate: (ticker, nowMs) =>
      run(nowMs, () => lifecycle.deactivateMarket(venue, marketOf(venue, ticker))),
    activate: (ticker, nowMs) =>
      run(nowMs, () => lifecycle.activateMarket(venue, marketOf(venue, ticker))),
    regrid: (ticker, label, nowMs) =>
      run(nowMs, () => lifecycle.regridMarket(venue, marketOf(venue, ticker), label)),
    get postOnlyCreatesThenCancels() {
      return switches.postOnlyCreatesThenCancels;
    },
    set postOnlyCreatesThenCancels(value) {
      switches.postOnlyCreatesThenCancels = value;
    },
    get readLagMs() {
      return switches.readLagMs;
    },
    set readLagMs(value) {
      assertCondition(value >= 0 && value <= 60_000, 'read lag is 0…60 000 ms');
      switches.readLagMs = value;
    },
    get cancelAllShadowMs() {
      return switches.cancelAllShadowMs;
    },
    set cancelAllShadowMs(value) {
      assertCondition(value >= 0, 'the shadow of a cancel-all is ≥ 0 ms');
      switches.cancelAllShadowMs = value;
    },
  };
}

type Reads = Pick<
  SimulatedExchange,
  | 'restingOrders'
  | 'position'
  | 'availableMicro'
  | 'depth'
  | 'market'
  | 'markets'
  | 'settlementMeanUsd'
  | 'ledgerSnapshot'
  | 'audit'
>;

function makeReads(venue: Venue): Reads {
  return {
    restingOrders: (accountId, ticker) =>
      [...accountOf(venue, accountId).holdings.values()]
        .filter((holding) => ticker === undefined || holding.ticker === ticker)
        .flatMap((holding) => [...holding.resting].map(viewOfOrder)),
    position: (accountId, ticker) =>
      positionSnapshot(holdingOf(accountOf(venue, accountId), ticker)),
    availableMicro: (accountId, shard) =>
      venue.ledger.balance(cashPocket(accountOf(venue, accountId).id, shard)),
    depth: (ticker, levels) => {
      const market = venue.markets.get(ticker);
      return market === undefined ? undefined : depthOf(market, levels);
    },
    market: (ticker) => {
      const market = venue.markets.get(ticker);
      return market === undefined ? undefined : summaryOf(venue, market);
    },
    markets: (statuses) =>
      [...venue.markets.values()]
        .filter((market) => statuses === undefined || statuses.includes(market.status))
        .map((market) => summaryOf(venue, market)),
    settlementMeanUsd: (atMs) => {
      const sumCents = venue.index.settlementSum(atMs);
      return sumCents === undefined ? undefined : sumCents / 6_000;
    },
    ledgerSnapshot: () => ledgerSnapshotOf(venue),
    audit: () => auditVenue(venue),
  };
}

function addPrint(venue: Venue, print: IndexPrint): void {
  assertCondition(Number.isFinite(print.valueUsd) && print.valueUsd > 0, 'a print is a price');
  if (venue.index.add(print)) emit(venue, { kind: 'index', print, receivedAtMs: venue.nowMs });
}

/** A venue with the three BTC series, no markets and no accounts. `entropy` makes ids; nothing reads a clock. */
export function createExchange(options: { readonly entropy: Entropy }): RunningExchange {
  const venue = emptyVenue(options.entropy);
  const listeners = new Set<(event: ExchangeEvent) => void>();
  const run = makeRunner(venue, listeners);
  return {
    venue,
    run,
    faults: makeFaults(venue, run),
    ...makeReads(venue),
    createSeries: (definition) => {
      venue.series.set(definition.ticker, definition);
    },
    createMarket: (definition, nowMs) => run(nowMs, () => lifecycle.listMarket(venue, definition)),
    advance: (nowMs) => run(nowMs, () => undefined),
    publishIndex: (valueUsd, sourceMs, nowMs) =>
      run(nowMs, () => addPrint(venue, { valueUsd, sourceMs })),
    setStrike: (ticker, strikeUsd, nowMs) =>
      run(nowMs, () => lifecycle.publishStrike(venue, marketOf(venue, ticker), strikeUsd)),
    openAccount: (definition, nowMs) => run(nowMs, () => openAccountIn(venue, definition)),
    registerKey: (accountId, key) => registerKeyIn(venue, accountOf(venue, accountId), key),
    deposit: (accountId, shard, amountMicro) => {
      const account = accountOf(venue, accountId);
      account.shards.add(shard);
      venue.ledger.move(OUTSIDE, cashPocket(accountId, shard), amountMicro);
      recordCash(venue, account, shard);
    },
    placeFor: (accountId, order, nowMs) =>
      run(nowMs, () => placeOrder(venue, accountOf(venue, accountId), order)),
    cancelFor: (accountId, orderId, nowMs) =>
      run(nowMs, () => {
        const ticker = venue.orders.get(orderId)?.ticker;
        const address = ticker === undefined ? { orderId } : { orderId, ticker };
        return cancelOrder(venue, accountOf(venue, accountId), address);
      }),
    cancelAllFor: (accountId, nowMs, ticker) =>
      run(nowMs, () => cancelAllOf(venue, accountOf(venue, accountId), ticker)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
