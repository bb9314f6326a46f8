// Which REST reads are due: the time, what ran when and what is known come in, a list of polls goes out. Pure.
import type { EventTicker, MarketTicker } from '#lib/domain/ids.ts';
import type { Market, Series } from '#lib/domain/market.ts';
import { awaitsResult } from './known-markets.ts';

export type Poll =
  | { readonly kind: 'status' }
  | { readonly kind: 'series'; readonly series: Series }
  | { readonly kind: 'events'; readonly series: Series }
  /** Markets open now. */
  | { readonly kind: 'open'; readonly series: Series }
  /** Markets that close soon or just did, opened or not: this is where the next window shows up. */
  | { readonly kind: 'window'; readonly series: Series }
  /** All markets of an event past its close, until each is final. */
  | { readonly kind: 'event'; readonly event: EventTicker }
  | { readonly kind: 'market'; readonly ticker: MarketTicker };

/** Stable name of a poll: one of each runs at a time. */
export function pollKey(poll: Poll): string {
  switch (poll.kind) {
    case 'status':
      return 'status';
    case 'event':
      return `event ${poll.event}`;
    case 'market':
      return `market ${poll.ticker}`;
    default:
      return `${poll.kind} ${poll.series}`;
  }
}

export interface PlanInput {
  /** Monotonic and wall ms. */
  readonly nowMs: number;
  readonly wallMs: number;
  readonly series: readonly Series[];
  readonly markets: readonly Market[];
  readonly hasFee: (series: Series) => boolean;
  /** Monotonic ms at which each poll last began. */
  readonly lastRun: ReadonlyMap<string, number>;
  /** Single markets to be re-read, and from when on. */
  readonly refetchAt: ReadonlyMap<MarketTicker, number>;
}

const STATUS_MS = 5_000;
const LISTING_MS = 10_000;
const EVENTS_MS = 300_000;
const FEES_MS = 3_600_000;
const FEES_RETRY_MS = 5_000;
const STRIKE_MS = 2_000;
/** A strike is looked for from this long before the open. */
const STRIKE_LEAD_MS = 5_000;
const RESULT_MS = 3_000;
const LATE_RESULT_MS = 60_000;
/** Hourly markets settle about 145 s after close; later than this the venue is late. */
const LATE_AFTER_MS = 300_000;

function listings(input: PlanInput): readonly (readonly [Poll, number])[] {
  return input.series.flatMap((series): (readonly [Poll, number])[] => [
    [{ kind: 'series', series }, input.hasFee(series) ? FEES_MS : FEES_RETRY_MS],
    [{ kind: 'events', series }, EVENTS_MS],
    [{ kind: 'open', series }, LISTING_MS],
    [{ kind: 'window', series }, LISTING_MS],
  ]);
}

function settlements(input: PlanInput): readonly (readonly [Poll, number])[] {
  const everyMs = new Map<EventTicker, number>();
  for (const market of input.markets) {
    if (!awaitsResult(market, input.wallMs)) continue;
    const late = input.wallMs - market.closeAt > LATE_AFTER_MS;
    const known = everyMs.get(market.event) ?? Infinity;
    everyMs.set(market.event, Math.min(known, late ? LATE_RESULT_MS : RESULT_MS));
  }
  return [...everyMs].map(([event, every]) => [{ kind: 'event', event }, every]);
}

function strikes(input: PlanInput): readonly (readonly [Poll, number])[] {
  return input.markets
    .filter((market) => market.rule.kind === 'unset')
    .filter(({ openAt, closeAt }) => {
      return input.wallMs >= openAt - STRIKE_LEAD_MS && input.wallMs < closeAt;
    })
    .map(({ ticker }) => [{ kind: 'market', ticker }, STRIKE_MS]);
}

/** Polls whose time has come, most urgent kind first. */
export function duePolls(input: PlanInput): readonly Poll[] {
  const regular = [
    [{ kind: 'status' }, STATUS_MS] as const,
    ...settlements(input),
    ...strikes(input),
    ...listings(input),
  ];
  const due = regular
    .filter(([poll, every]) => {
      return input.nowMs - (input.lastRun.get(pollKey(poll)) ?? -Infinity) >= every;
    })
    .map(([poll]) => poll);
  const refetches = [...input.refetchAt]
    .filter(([, at]) => input.nowMs >= at)
    .map(([ticker]): Poll => ({ kind: 'market', ticker }));
  const byKey = new Map<string, Poll>([...refetches, ...due].map((poll) => [pollKey(poll), poll]));
  return [...byKey.values()];
}
