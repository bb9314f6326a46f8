// Volatility under the price, on the same time scale. In: points. Out: two lines in a pane of their own.
import { type IChartApi, LineSeries } from 'lightweight-charts';
import { formatFixed } from '#lib/format/digits.ts';
import { forecastVolOptions, realisedVolOptions } from './chart-options.ts';
import { lineWithGaps } from './line-gaps.ts';

/** Of the next and of the last quarter of an hour, a year, %; null = not known then. */
export interface VolatilityPoint {
  /** Unix second. */
  readonly second: number;
  readonly forecastPercent: number | null;
  readonly realisedPercent: number | null;
}

export interface VolatilityPane {
  /** Replaces everything; points in ascending time. */
  set(points: readonly VolatilityPoint[]): void;
  applyTheme(): void;
}

const PANE = 1;
/** Parts of the height. */
const STRETCH = { price: 4, volatility: 1 } as const;

const SHARED = {
  priceLineVisible: false,
  crosshairMarkerRadius: 3,
  priceFormat: {
    type: 'custom' as const,
    minMove: 0.1,
    formatter: (percent: number) => `${formatFixed(percent, 1)}%`,
  },
};

/** Adds the pane below the chart's first one, which must have its series already. */
export function addVolatilityPane(chart: IChartApi): VolatilityPane {
  const realised = chart.addSeries(LineSeries, { ...SHARED, ...realisedVolOptions() }, PANE);
  const forecast = chart.addSeries(LineSeries, { ...SHARED, ...forecastVolOptions() }, PANE);
  for (const [at, pane] of chart.panes().entries())
    pane.setStretchFactor(at === PANE ? STRETCH.volatility : STRETCH.price);
  return {
    set(points) {
      const line = (of: 'forecastPercent' | 'realisedPercent') => [
        ...lineWithGaps(points.map((each) => ({ second: each.second, value: each[of] }))),
      ];
      realised.setData(line('realisedPercent'));
      forecast.setData(line('forecastPercent'));
    },
    applyTheme() {
      realised.applyOptions(realisedVolOptions());
      forecast.applyOptions(forecastVolOptions());
    },
  };
}
