// What the chart may show right now. In: rows, stamps and the time. Out: span, cone or why there is none, latest figures. Pure.
import { type FreshnessKey, freshnessOf } from '#lib/domain/freshness.ts';
import { formatFixed, MISSING } from '#lib/format/digits.ts';
import type { ConeRow, VolatilityRow } from '#lib/wire/chart-topics.ts';
import type { SpotRow } from '#lib/wire/market-rows.ts';

export interface ChartState {
  /** Close in view, Unix ms, and seconds up to it; null shows the newest points. */
  readonly closeAt: number | null;
  readonly spanSeconds: number | null;
  readonly cone: ConeRow | null;
  /** Why no cone is drawn; '' where one is. */
  readonly reason: string;
  /** Newest point of the volatility lines; null when it is not known or too old. */
  readonly volatility: VolatilityRow | null;
}

export interface ChartInput {
  /** Engine time, Unix ms; null before the first message. */
  readonly nowMs: number | null;
  readonly isLinked: boolean;
  readonly closeAt: number | null;
  readonly cone: ConeRow | undefined;
  readonly spot: Pick<SpotRow, 'bookAt' | 'indexAt'> | undefined;
  readonly volatility: Readonly<Record<string, VolatilityRow>>;
}

/** Few steps, far apart: the view holds still between them. */
const SPANS_SECONDS = [300, 600, 1_800, 5_400] as const;
/** At least the rest of the width is the past. */
const MOST_AHEAD = 2 / 3;
/** A point every five seconds, and as long again for its way. */
const VOLATILITY_KEPT_MS = 10_000;

/** The narrowest view that holds the close and a third of past; null with the close over or more than an hour away. */
export function spanTo(leftMs: number): number | null {
  if (leftMs <= 0) return null;
  return SPANS_SECONDS.find((span) => leftMs <= span * MOST_AHEAD * 1000) ?? null;
}

/** Named in the order a trader looks for them. */
function staleWords(input: ChartInput, nowMs: number): string {
  const stamps: readonly (readonly [string, FreshnessKey, number | null | undefined])[] = [
    ['forecast', 'forecast', input.cone?.forecastAt],
    ['Kraken book', 'kraken-book', input.spot?.bookAt],
    ['BRTI', 'index', input.spot?.indexAt],
  ];
  return stamps
    .flatMap(([name, key, at]) => {
      const freshness = freshnessOf(key, at == null ? null : nowMs - at);
      if (freshness === 'fresh') return [];
      return [freshness === 'stale' ? `${name} stale` : `no ${name}`];
    })
    .join(', ');
}

function reasonOf(input: ChartInput): string {
  const { nowMs, closeAt, cone } = input;
  if (nowMs === null) return 'the engine has not spoken yet';
  if (!input.isLinked) return 'offline';
  if (closeAt === null) return 'no event is chosen';
  if (closeAt <= nowMs) return 'the event has closed';
  if (spanTo(closeAt - nowMs) === null) return 'the close is more than an hour away';
  if (cone === undefined) return 'not known for this close';
  return cone.reason === '' ? staleWords(input, nowMs) : cone.reason;
}

function newestVolatility({ volatility, nowMs }: ChartInput): VolatilityRow | null {
  const newest = Math.max(...Object.keys(volatility).map(Number));
  const isKnown = nowMs !== null && nowMs - newest * 1000 <= VOLATILITY_KEPT_MS;
  return isKnown ? (volatility[newest] ?? null) : null;
}

/** Fails closed: a doubt about any source of the cone hides it, in words. */
export function chartStateOf(input: ChartInput): ChartState {
  const { nowMs, closeAt, cone } = input;
  const left = nowMs === null || closeAt === null ? 0 : closeAt - nowMs;
  const spanSeconds = spanTo(left);
  const reason = reasonOf(input);
  return {
    closeAt: spanSeconds === null ? null : closeAt,
    spanSeconds,
    cone: reason === '' ? (cone ?? null) : null,
    reason,
    volatility: input.isLinked ? newestVolatility(input) : null,
  };
}

/** The same picture: rows keep their reference while nothing changed. */
export function isSameState(left: ChartState, right: ChartState): boolean {
  return (
    left.closeAt === right.closeAt &&
    left.spanSeconds === right.spanSeconds &&
    left.cone === right.cone &&
    left.reason === right.reason &&
    left.volatility === right.volatility
  );
}

/** Price of a level at the close, USD; null without a cone. */
export function closeUsd(cone: ConeRow | null, level: number): number | null {
  return cone?.points.at(-1)?.usd[cone.levels.indexOf(level)] ?? null;
}

/** Where a band lies at the close: "84,812–85,010", whole dollars; a dash without a cone. */
export function bandText(cone: ConeRow | null, low: number, high: number): string {
  const lowUsd = closeUsd(cone, low);
  const highUsd = closeUsd(cone, high);
  if (lowUsd === null || highUsd === null) return MISSING;
  return `${formatFixed(lowUsd, 0)}–${formatFixed(highUsd, 0)}`;
}
