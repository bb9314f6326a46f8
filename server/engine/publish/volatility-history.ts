// Volatility as it was, every five seconds of the last half hour. In: world and second. Out: the table a browser opens with.
import { forecastOver } from '#lib/domain/forecast-over.ts';
import { freshnessOf } from '#lib/domain/freshness.ts';
import type { VolatilityRow } from '#lib/wire/chart-topics.ts';
import { realisedVariance } from '#server/core/2-features/realised-variance.ts';
import { SECONDS_PER_YEAR } from '#server/core/3-models/settlement-average.ts';
import type { World } from '#server/core/world.ts';

/** One point in so many seconds: neither line moves faster than a person reads it. */
const EVERY_SECONDS = 5;
/** As far back as the prices of the chart. */
const KEPT_SECONDS = 1_800;
/** The next quarter of an hour against the last one. */
const SPAN_SECONDS = 900;

type Seen = Pick<World, 'forecast'> & { readonly features: Pick<World['features'], 'variance'> };

function ofVariance(perSecond: number): number {
  return Math.round(Math.sqrt(perSecond * SECONDS_PER_YEAR) * 1e4) / 1e4;
}

/** Both figures at Unix ms `at`; a forecast the gate would call stale is none. */
export function volatilityRow({ forecast, features }: Seen, at: number): VolatilityRow {
  const isFresh = forecast !== null && freshnessOf('forecast', at - forecast.at) === 'fresh';
  const realised = realisedVariance(features.variance, SPAN_SECONDS);
  return {
    forecastVolAnnual: isFresh
      ? ofVariance(forecastOver(forecast, SPAN_SECONDS).variancePerSecond)
      : null,
    realisedVolAnnual: realised === null ? null : ofVariance(realised),
  };
}

export interface VolatilityHistory {
  /** Adds the point of `second` (Unix) if one is due. Out: the table, or null while it stays as it is. */
  add(seen: Seen, second: number): Readonly<Record<string, VolatilityRow>> | null;
}

/** Empty; its memory is bounded by half an hour. */
export function createVolatilityHistory(): VolatilityHistory {
  const rows = new Map<string, VolatilityRow>();
  let lastDue = 0;
  return {
    add(seen, second) {
      const due = second - (second % EVERY_SECONDS);
      if (due === lastDue) return null;
      lastDue = due;
      rows.set(String(due), volatilityRow(seen, second * 1_000));
      for (const key of rows.keys()) {
        if (Number(key) >= due - KEPT_SECONDS) break;
        rows.delete(key);
      }
      return Object.fromEntries(rows);
    },
  };
}
