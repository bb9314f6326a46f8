// A world under full watch for the latency benchmark: 37 active strikes, live books, a forecast. In: seed. Out: world and ticks.
import { btcCents } from '#lib/domain/btc.ts';
import { count, signedCount } from '#lib/domain/count.ts';
import { eventTicker, type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import { monoNs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { Market, Series, StrikeRule } from '#lib/domain/market.ts';
import { price } from '#lib/domain/price.ts';
import type { ContractLevel, SpotLevel, Tick } from '#lib/domain/tick.ts';
import { unwrap } from '#lib/result.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import type { EventBody } from '#server/core/event.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld, type World } from '#server/core/world.ts';
import { accountReading, NOTHING_STORED } from '#server/replay/paper-account.ts';
import { createRng, type Rng } from '#server/simulator/seeded/rng.ts';

const START_MS = 1_795_359_600_000;
const HOUR_MS = 3_600_000;
const MID_USD = 90_000;
const SHARD = 2;
const STRIKES = 23;
const BUCKETS = 13;
const LEVELS = 15;
const DEPTH = 25;

/** The world with its clock: steps it and makes the next tick of each kind. */
export class BenchWorld {
  readonly world: World;
  readonly tickers: readonly MarketTicker[];
  readonly #rng: Rng;
  #seq = 0;
  #midUsd = MID_USD;
  #numbers = 0;
  /** Sizes by leg and level, so that deltas never take more than there is. */
  readonly #sizes = new Map<string, number>();
  at: number = START_MS;

  constructor(seed: string) {
    this.#rng = createRng(seed);
    this.world = createWorld({
      boot: 'bench',
      mode: 'sim',
      shard: SHARD,
      account: 'bench',
      limits: DEFAULT_LIMITS,
      models: [],
      signal: unwrap(loadSignal()),
      minReleaseSeconds: 60,
      armWhenReady: false,
      spotProxySdUsd: null,
    });
    const markets = marketsAround(MID_USD);
    this.tickers = markets.map((market) => market.ticker);
    this.#start(markets);
  }

  /** One event now. */
  step(body: EventBody): void {
    this.#seq += 1;
    const at = wallMs(this.at);
    tickToOrder(this.world, {
      seq: this.#seq,
      at,
      mono: monoNs((this.at - START_MS) * 1e6),
      ...body,
    });
  }

  tick(tick: Tick): void {
    this.step({ kind: 'tick', tick });
  }

  pass(ms: number): void {
    this.at += ms;
  }

  /** The index print of the running second, near the spot. */
  indexPrint(): Tick {
    return {
      kind: 'index-print',
      value: btcCents(Math.round((this.#midUsd + 4 + this.#rng.normal()) * 100)),
      sourceAt: wallMs(Math.floor(this.at / 1000) * 1000),
      trailingMeanCents: null,
      windowMeanCents: null,
      windowSize: null,
    };
  }

  /** A spot book whose mid has moved: 25 levels a side, without a checksum. */
  spotBook(type: 'snapshot' | 'update'): Tick {
    this.#midUsd += 1.5 * this.#rng.normal();
    const touch = Math.round(this.#midUsd * 10);
    const side = (sign: 1 | -1): SpotLevel[] =>
      Array.from({ length: type === 'snapshot' ? DEPTH : 2 }, (_, level) => ({
        price: touch + sign * (1 + level),
        size: 1_000_000 + this.#rng.below(50_000_000),
      }));
    return {
      kind: 'spot-book',
      type,
      depth: DEPTH,
      pricePrecision: 1,
      sizePrecision: 8,
      bids: side(-1),
      asks: side(1),
      checksum: null,
      venueAt: wallMs(this.at),
    };
  }

  /** A change of one level of one contract, near its touch. */
  contractDelta(): Tick {
    const ticker = this.#pick();
    const leg = this.#rng.chance(0.5) ? 'yes' : 'no';
    const level = Math.floor(LEVELS * this.#rng.uniform() ** 2);
    const key = `${ticker}|${leg}|${level}`;
    const held = this.#sizes.get(key) ?? 0;
    const delta = held > 2_000 && this.#rng.chance(0.5) ? -1_000 : 1_000;
    this.#sizes.set(key, held + delta);
    this.#numbers += 1;
    return {
      kind: 'contract-delta',
      ticker,
      sid: 1,
      seq: this.#numbers,
      leg,
      price: price(legPrice(this.#touchOf(ticker, leg), level)),
      delta: signedCount(delta),
      venueAt: wallMs(this.at),
    };
  }

  /** The seconds before: features and forecast get the five minutes of history they need. */
  warmUp(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.step({ kind: 'status', status: alive('kraken') });
      this.step({ kind: 'status', status: alive('kalshi') });
      for (let part = 0; part < 4; part++) {
        this.tick(this.spotBook('snapshot'));
        this.tick(this.contractDelta());
        this.pass(250);
      }
      this.tick(this.indexPrint());
      this.step({ kind: 'timer', timer: 'second' });
    }
  }

  #pick(): MarketTicker {
    const [first] = this.tickers;
    return this.tickers[this.#rng.below(this.tickers.length)] ?? first ?? marketTicker('none');
  }

  /** Best price of one leg's bids in 1e-4 $: whole cents, spread over the range by the market's place in the list. */
  #touchOf(ticker: MarketTicker, leg: 'yes' | 'no'): number {
    const share = (this.tickers.indexOf(ticker) + 1) / (this.tickers.length + 1);
    const cents = Math.round(20 + 60 * share);
    return (leg === 'yes' ? cents : 98 - cents) * 100;
  }

  #start(markets: readonly Market[]): void {
    this.step(NOTHING_STORED);
    this.step(accountReading(wallMs(this.at), SHARD));
    for (const connection of ['kraken', 'kalshi'] as const)
      this.step({ kind: 'status', status: { kind: 'connected', connection } });
    for (const body of STANDING) this.step(body);
    for (const market of markets) this.tick({ kind: 'market', market });
    this.tick(this.spotBook('snapshot'));
    this.step({ kind: 'timer', timer: 'second' });
    for (const ticker of this.tickers) this.#snapshot(ticker);
  }

  #snapshot(ticker: MarketTicker): void {
    this.#numbers += 1;
    const levels = (leg: 'yes' | 'no'): ContractLevel[] =>
      Array.from({ length: LEVELS }, (_, level) => {
        const size = 5_000 + 100 * this.#rng.below(200);
        this.#sizes.set(`${ticker}|${leg}|${level}`, size);
        return { price: price(legPrice(this.#touchOf(ticker, leg), level)), size: count(size) };
      });
    this.tick({
      kind: 'contract-snapshot',
      ticker,
      sid: 1,
      seq: this.#numbers,
      yesBids: levels('yes'),
      noBids: levels('no'),
      venueAt: null,
    });
  }
}

/** What a healthy start says once. */
const STANDING: readonly EventBody[] = [
  {
    kind: 'tick',
    tick: { kind: 'spot-status', system: 'online', pair: 'online' },
  },
  {
    kind: 'tick',
    tick: { kind: 'exchange-status', shard: SHARD, exchangeActive: true, tradingActive: true },
  },
  {
    kind: 'status',
    status: { kind: 'subscribed', connection: 'kalshi', feed: 'kalshi-orders' },
  },
  {
    kind: 'status',
    status: { kind: 'clock', connection: 'kalshi', offsetMs: 3, errorMs: 10 },
  },
  {
    kind: 'host',
    storeHealthy: true,
    loopDelayMs: 1,
    freeDiskBytes: 1e11,
    watchdogAlive: true,
  },
];

function alive(connection: 'kraken' | 'kalshi') {
  return { kind: 'alive', connection, roundTripMs: null } as const;
}

function legPrice(touch: number, level: number): number {
  return Math.max(100, touch - level * 100);
}

/** One quarter-hour market, 23 hourly strikes and 13 ranges around `usd`, all open for a while. */
function marketsAround(usd: number): readonly Market[] {
  const closeAt = wallMs(START_MS + HOUR_MS);
  const cents = (value: number) => btcCents(Math.round(value * 100));
  const fifteen = market('KXBTC15M', '00', wallMs(START_MS + HOUR_MS / 4), {
    kind: 'at-or-above-rounded',
    strike: cents(usd + 12.34),
  });
  const strikes = Array.from({ length: STRIKES }, (_, index) =>
    market('KXBTCD', `T${index}`, closeAt, {
      kind: 'above',
      strike: cents(usd + (index - STRIKES / 2) * 100),
    }),
  );
  const ranges = Array.from({ length: BUCKETS }, (_, index) => {
    const floor = usd + (index - BUCKETS / 2) * 100;
    return market('KXBTC', `B${index}`, closeAt, {
      kind: 'between',
      floor: cents(floor),
      cap: cents(floor + 99.99),
    });
  });
  return [fifteen, ...strikes, ...ranges];
}

function market(series: Series, name: string, closeAt: WallMs, rule: StrikeRule): Market {
  const event = `${series}-BENCH`;
  return {
    ticker: marketTicker(`${event}-${name}`),
    event: eventTicker(event),
    series,
    rule,
    openAt: wallMs(START_MS - HOUR_MS / 4),
    closeAt,
    status: 'active',
    grid: [{ start: price(0), end: price(10_000), step: 100 }],
    shard: SHARD,
    fee: { kind: 'quadratic', multiplier: 1 },
    result: null,
    title: name,
  };
}
