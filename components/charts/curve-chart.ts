// The probability curve as an imperative island over lightweight-charts. In: points by strike. Out: a canvas, no clock in it.
import { createOptionsChart, type LineData, LineSeries, LineStyle } from 'lightweight-charts';
import { formatFixed } from '#lib/format/digits.ts';
import { frameOptions } from './chart-options.ts';
import { themeColor } from './theme-color.ts';

/** One strike in USD; probabilities as ratios, null leaves a gap. */
export interface CurveInput {
  readonly strikeUsd: number;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly model: number | null;
  readonly modelLow: number | null;
  readonly modelHigh: number | null;
}

export interface CurveChart {
  /** Replaces everything; ascending strikes. */
  setPoints(points: readonly CurveInput[]): void;
  /** Shows every strike again. */
  fit(): void;
  applyTheme(): void;
  remove(): void;
}

const CENTS = {
  type: 'custom' as const,
  minMove: 0.1,
  formatter: (value: number) => formatFixed(value, 1),
};

type Line = Exclude<keyof CurveInput, 'strikeUsd'>;

/** Colour and stroke of each line: told apart by stroke as well, as the legend draws them. */
function lineOptions(line: Line) {
  const shared = { lastValueVisible: false, priceLineVisible: false, priceFormat: CENTS };
  switch (line) {
    case 'bid':
      return { ...shared, color: themeColor('--color-bid'), lineWidth: 1 as const };
    case 'ask':
      return { ...shared, color: themeColor('--color-ask'), lineWidth: 1 as const };
    case 'model':
      return { ...shared, color: themeColor('--color-accent'), lineWidth: 2 as const };
    case 'modelLow':
    case 'modelHigh':
      return {
        ...{ ...shared, color: themeColor('--color-accent'), lineWidth: 1 as const },
        lineStyle: LineStyle.Dotted,
        crosshairMarkerVisible: false,
      };
  }
}

const LINES: readonly Line[] = ['modelLow', 'modelHigh', 'bid', 'ask', 'model'];

/** Draws into `container` until `remove`; x is the strike in USD, y the probability of YES in cents. */
export function createCurveChart(container: HTMLElement): CurveChart {
  const frame = () => ({
    ...frameOptions(),
    localization: { priceFormatter: (value: number) => formatFixed(value, 1) },
    rightPriceScale: {
      borderColor: themeColor('--color-line'),
      scaleMargins: { top: 0.05, bottom: 0.05 },
    },
  });
  const chart = createOptionsChart(container, frame());
  const series = new Map(
    LINES.map((line) => [line, chart.addSeries(LineSeries, lineOptions(line))] as const),
  );
  const fit = () => chart.timeScale().fitContent();
  return {
    setPoints(points) {
      for (const [line, drawn] of series)
        drawn.setData(
          points.flatMap((each): LineData<number>[] => {
            const value = each[line];
            return value === null ? [] : [{ time: each.strikeUsd, value: value * 100 }];
          }),
        );
    },
    fit,
    applyTheme() {
      chart.applyOptions(frame());
      for (const [line, drawn] of series) drawn.applyOptions(lineOptions(line));
    },
    remove: () => chart.remove(),
  };
}
