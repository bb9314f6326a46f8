// One instant as the members of the forecast see it. In: a series and a minute, fitted numbers. Out: the minute row.
import type { WallMs } from '#lib/domain/instant.ts';
import { HORIZONS_MINUTES, type MinuteRow } from '#lib/domain/minute-row.ts';
import { floorAt } from './hour-floor.ts';
import { levelBase } from './level-base.ts';
import { lookBackFeatures, withTarget } from './minute-features.ts';
import type { MinuteParameters } from './minute-parameters.ts';
import { type MinuteSeries, minuteValue } from './minute-series.ts';
import { sequenceStatics, sequenceWindow } from './sequence-window.ts';

/** The row of minute i. Live, in replay and in training the same code; `at` only labels it. */
export function seriesToRow(
  series: MinuteSeries,
  i: number,
  given: { readonly parameters: MinuteParameters; readonly at: WallMs },
): MinuteRow {
  const { profile, floors } = given.parameters;
  const behind = lookBackFeatures(series, i);
  const logOf = (column: Float64Array) => Math.log(minuteValue(series, column, i));
  return {
    at: given.at,
    base: levelBase(series, i),
    levels: {
      riskmetrics: logOf(series.riskmetrics),
      ewma30m: logOf(series.ewma30m),
      ewma60m: logOf(series.ewma60m),
      garch: logOf(series.garch),
    },
    floors: HORIZONS_MINUTES.map((minutes) => {
      const floor = floors.find((each) => each.minutes === minutes);
      return floor === undefined ? Number.NaN : floorAt(floor.value, series, i);
    }),
    horizons: HORIZONS_MINUTES.map((minutes) => {
      const target = { horizonMinutes: minutes, profile };
      const columns = withTarget(series, i, { behind, target });
      return { minutes, columns, statics: sequenceStatics(columns) };
    }),
    window: sequenceWindow(series, i, profile),
  };
}
