// Keeps the list of our markets current: REST listings and lifecycle frames come in, market and status ticks go out.
import { type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import type { Tick } from '#lib/domain/tick.ts';
import type { Result } from '#lib/result.ts';
import { readExchangeStatus } from './exchange-status.ts';
import { createKnownMarkets, REST_LAG_MS } from './known-markets.ts';
import type { KalshiFeedOptions } from './options.ts';
import { duePolls, type Poll, pollKey } from './poll-plan.ts';
import type { RestReply } from './rest-call.ts';
import { createReader, type Query } from './rest-read.ts';
import { eventsReply, marketReply, marketsReply, seriesReply } from './rest-schema.ts';
import { createTransport } from './rest-transport.ts';
import type { DataFrame } from './ws-schema.ts';

export interface DirectoryListener {
  tick(tick: Tick): void;
  /** A row or body that could not be read. */
  fault(reason: string): void;
  /** A reply with its times, for comparing clocks. */
  replied(reply: RestReply): void;
}

export interface MarketDirectory {
  start(): void;
  stop(): void;
  /** A stream change already delivered as a tick: REST must not undo it. */
  seen(tick: Tick): void;
  /** Something changed that the stream tells only in part; null = anything may have (a reconnect or a lost frame). */
  refetch(frame: DataFrame | null): void;
}

const LOOK_EVERY_MS = 500;
const MAX_IN_FLIGHT = 3;
const PAGE_LIMIT = 1_000;
const EVENT_PAGE_LIMIT = 200;
/** The window listing spans the hour that is trading and the one after it. */
const WINDOW_BACK_S = 600;
const WINDOW_AHEAD_S = 7_500;
/** A market may still be 404 right after its `created` event. */
const CREATED_DELAY_MS = 1_000;
/** No poll waits this long for its turn: what was last run before is of a market that is gone. */
const FORGET_RUN_MS = 7_200_000;

/** Polls through its own transport; call `start` once and `stop` at the end. */
export function createMarketDirectory(
  options: KalshiFeedOptions,
  listener: DirectoryListener,
): MarketDirectory {
  const { clock, timers, shard } = options;
  const reader = createReader(options, createTransport(options));
  const markets = createKnownMarkets(options.series, shard);
  const lastRun = new Map<string, number>();
  const running = new Set<string>();
  const refetchAt = new Map<MarketTicker, number>();
  let stopTimer: (() => void) | null = null;
  const nowMs = () => clock.mono() / 1e6;

  function emit(ticks: readonly Tick[]): void {
    if (stopTimer !== null) for (const tick of ticks) listener.tick(tick);
  }

  function takeRow(row: unknown, requestedAtMs: number): void {
    const told = markets.listed(row, requestedAtMs);
    emit(told.ticks);
    if (told.fault !== null) listener.fault(told.fault);
  }

  function report<T>(result: Result<T>): T | null {
    if (result.ok) return result.value;
    options.log.warn({ reason: result.error }, 'kalshi directory read failed');
    return null;
  }

  async function list(query: Query): Promise<void> {
    const requestedAtMs = nowMs();
    const limited = { ...query, limit: PAGE_LIMIT };
    const pages = report(await reader.pages('/markets', limited, marketsReply));
    for (const page of pages ?? []) for (const row of page.markets) takeRow(row, requestedAtMs);
  }

  async function readMarket(ticker: MarketTicker): Promise<void> {
    const requestedAtMs = nowMs();
    refetchAt.delete(ticker);
    const path = `/markets/${encodeURIComponent(ticker)}`;
    const body = report(await reader.get(path, {}, marketReply));
    if (body !== null) takeRow(body.market, requestedAtMs);
  }

  async function readFees(poll: Extract<Poll, { kind: 'series' | 'events' }>): Promise<void> {
    if (poll.kind === 'series') {
      const body = report(await reader.get(`/series/${poll.series}`, {}, seriesReply));
      if (body === null) return;
      const { fee_type: type, fee_multiplier: multiplier } = body.series;
      emit(markets.seriesFee(poll.series, { type, multiplier }));
      return;
    }
    const query = { series_ticker: poll.series, status: 'open', limit: EVENT_PAGE_LIMIT };
    const pages = report(await reader.pages('/events', query, eventsReply));
    for (const row of pages?.flatMap((page) => page.events) ?? []) {
      const override = { type: row.fee_type_override, multiplier: row.fee_multiplier_override };
      emit(markets.eventFee(row.event_ticker, override));
    }
  }

  async function readStatus(): Promise<void> {
    const outcome = await reader.raw('/exchange/status');
    const reply = outcome.kind === 'reply' ? outcome : null;
    emit([readExchangeStatus(reply?.text ?? null, shard)]);
    if (reply !== null) listener.replied(reply);
  }

  function run(poll: Poll): Promise<void> {
    const wallS = Math.floor(clock.wall() / 1000);
    switch (poll.kind) {
      case 'status':
        return readStatus();
      case 'series':
      case 'events':
        return readFees(poll);
      case 'open':
        return list({ series_ticker: poll.series, status: 'open' });
      case 'window':
        return list({
          series_ticker: poll.series,
          min_close_ts: wallS - WINDOW_BACK_S,
          max_close_ts: wallS + WINDOW_AHEAD_S,
        });
      case 'event':
        return list({ event_ticker: poll.event });
      case 'market':
        return readMarket(poll.ticker);
    }
  }

  function look(): void {
    markets.prune(clock.wall());
    for (const [key, at] of lastRun) if (nowMs() - at > FORGET_RUN_MS) lastRun.delete(key);
    const known = { markets: markets.all(), hasFee: markets.hasFee, series: options.series };
    const time = { nowMs: nowMs(), wallMs: clock.wall() };
    for (const poll of duePolls({ ...known, ...time, lastRun, refetchAt })) {
      const key = pollKey(poll);
      const room = running.size < MAX_IN_FLIGHT || poll.kind === 'status';
      if (!room || running.has(key)) continue;
      running.add(key);
      lastRun.set(key, time.nowMs);
      void run(poll).finally(() => running.delete(key));
    }
  }

  return {
    start: () => {
      stopTimer ??= timers.every(LOOK_EVERY_MS, look);
      look();
    },
    stop: () => {
      stopTimer?.();
      stopTimer = null;
    },
    seen: (tick) => {
      if (tick.kind === 'market-change') markets.changed(tick, nowMs());
    },
    refetch: (frame) => {
      if (frame === null) {
        for (const [key, at] of lastRun)
          if (!key.startsWith('series') && nowMs() - at > REST_LAG_MS) lastRun.delete(key);
      } else if (frame.type === 'market_lifecycle_v2') {
        const isNew = frame.msg.event_type === 'created';
        const delayMs = isNew ? CREATED_DELAY_MS : REST_LAG_MS + LOOK_EVERY_MS;
        refetchAt.set(marketTicker(frame.msg.market_ticker), nowMs() + delayMs);
      } else if (frame.type === 'event_fee_update') {
        const { fee_type_override: type, fee_multiplier_override: multiplier } = frame.msg;
        emit(markets.eventFee(frame.msg.event_ticker, { type, multiplier }));
      }
    },
  };
}
