// The equity curve as an imperative island over lightweight-charts. In: points. Out: a canvas, equity above drawdown.
import { AreaSeries, createChart, LineSeries, LineType } from 'lightweight-charts';
import { formatMoney } from '#lib/format/money.ts';
import { paneOptions } from './chart-options.ts';
import { chartTime } from './chart-time.ts';
import { themeColor } from './theme-color.ts';

export interface EquityChartPoint {
  /** Unix second. */
  readonly second: number;
  /** 1e-6 $. */
  readonly equityMicro: number;
  /** 1e-6 $, 0 or negative. */
  readonly drawdownMicro: number;
}

export interface EquityChart {
  /** Replaces everything and shows all of it; points in ascending time. */
  setPoints(points: readonly EquityChartPoint[]): void;
  /** Reads the colours again after a change of theme. */
  applyTheme(): void;
  remove(): void;
}

/** Parts of the height. */
const STRETCH = { equity: 2, drawdown: 1 } as const;

/** Money only changes when something is booked: steps, to the cent. */
const SHARED = {
  lineType: LineType.WithSteps,
  priceLineVisible: false,
  crosshairMarkerRadius: 3,
  priceFormat: { type: 'custom' as const, minMove: 10_000, formatter: formatMoney },
};

/** The page scrolls under the pointer; the chart shows all there is. */
const STILL = { handleScroll: false, handleScale: false } as const;

function equityOptions() {
  return { color: themeColor('--color-accent'), lineWidth: 2 as const };
}

function drawdownOptions() {
  const color = themeColor('--color-loss');
  const sunken = themeColor('--color-sunken');
  return { lineColor: color, topColor: sunken, bottomColor: sunken, lineWidth: 1 as const };
}

/** Draws into `container` until `remove`; it follows the container's size by itself. */
export function createEquityChart(container: HTMLElement): EquityChart {
  const chart = createChart(container, { ...paneOptions(), ...STILL });
  const equity = chart.addSeries(LineSeries, { ...SHARED, ...equityOptions() }, 0);
  const drawdown = chart.addSeries(
    AreaSeries,
    { ...SHARED, ...drawdownOptions(), invertFilledArea: true },
    1,
  );
  equity.getPane().setStretchFactor(STRETCH.equity);
  drawdown.getPane().setStretchFactor(STRETCH.drawdown);
  return {
    setPoints(points) {
      equity.setData(
        points.map((each) => ({ time: chartTime(each.second), value: each.equityMicro })),
      );
      drawdown.setData(
        points.map((each) => ({ time: chartTime(each.second), value: each.drawdownMicro })),
      );
      chart.timeScale().fitContent();
    },
    applyTheme() {
      chart.applyOptions(paneOptions());
      equity.applyOptions(equityOptions());
      drawdown.applyOptions(drawdownOptions());
    },
    remove: () => chart.remove(),
  };
}
