// The price chart as an imperative island over lightweight-charts. In: points, trade marks, strikes. Out: a canvas.
import {
  ColorType,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
  type WhitespaceData,
} from 'lightweight-charts';
import { assertCondition } from '#lib/check.ts';
import { formatFixed } from '#lib/format/digits.ts';
import { themeColor } from './theme-color.ts';

export interface ChartPoint {
  /** Unix second. */
  readonly second: number;
  readonly midUsd: number | null;
  readonly indexUsd: number | null;
}

export interface TradeMark {
  readonly second: number;
  readonly side: 'bid' | 'ask';
  readonly text: string;
}

export interface StrikeLine {
  readonly priceUsd: number;
  readonly isSelected: boolean;
}

export interface PriceChart {
  /** Replaces everything; points in ascending time. */
  setPoints(points: readonly ChartPoint[]): void;
  /** Adds or changes points at or after the last one; older ones need setPoints. */
  update(points: readonly ChartPoint[]): void;
  setTrades(trades: readonly TradeMark[]): void;
  setStrikes(strikes: readonly StrikeLine[]): void;
  /** Reads the colours again after a change of theme. */
  applyTheme(): void;
  remove(): void;
}

type Line = ISeriesApi<'Line', Time>;
type LinePoint = { time: UTCTimestamp; value: number } | WhitespaceData<UTCTimestamp>;

/** The charts library brands its Unix seconds. */
function assertChartTime(second: number): asserts second is UTCTimestamp {
  assertCondition(Number.isSafeInteger(second), `chart time must be a whole second, got ${second}`);
}

function chartTime(second: number): UTCTimestamp {
  assertChartTime(second);
  return second;
}

function point(second: number, value: number | null): LinePoint {
  return value === null ? { time: chartTime(second) } : { time: chartTime(second), value };
}

function frameOptions() {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: themeColor('--color-surface') },
      textColor: themeColor('--color-ink-faint'),
      fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
      fontSize: 10,
      // Named in words under the chart instead: the logo would inject a style element.
      attributionLogo: false,
    },
    grid: {
      vertLines: { color: themeColor('--color-line') },
      horzLines: { color: themeColor('--color-line') },
    },
    rightPriceScale: { borderColor: themeColor('--color-line') },
    timeScale: {
      borderColor: themeColor('--color-line'),
      timeVisible: true,
      secondsVisible: false,
      rightOffset: 40,
      // About fifteen minutes of seconds on the desk's column.
      barSpacing: 0.34,
      minBarSpacing: 0.02,
    },
  };
}

/** One decimal on the axis: the exact prices stand in large numerals above. */
const PRICE_FORMAT = {
  type: 'custom' as const,
  minMove: 0.1,
  formatter: (price: number) => formatFixed(price, 1),
};

function midOptions() {
  return { color: themeColor('--color-accent'), lineWidth: 2 as const };
}

function indexOptions() {
  return { color: themeColor('--color-index'), lineWidth: 1 as const };
}

function markOf(trade: TradeMark): SeriesMarker<Time> {
  const isBid = trade.side === 'bid';
  return {
    time: chartTime(trade.second),
    position: isBid ? 'belowBar' : 'aboveBar',
    shape: isBid ? 'arrowUp' : 'arrowDown',
    color: themeColor(isBid ? '--color-bid' : '--color-ask'),
    text: trade.text,
  };
}

function addStrike(series: Line, strike: StrikeLine): IPriceLine {
  return series.createPriceLine({
    price: strike.priceUsd,
    title: strike.isSelected ? 'strike' : '',
    color: themeColor(strike.isSelected ? '--color-ink' : '--color-line-strong'),
    lineWidth: 1,
    lineStyle: strike.isSelected ? LineStyle.Dashed : LineStyle.Dotted,
    axisLabelVisible: strike.isSelected,
  });
}

/** Draws into `container` until `remove`; it follows the container's size by itself. */
export function createPriceChart(container: HTMLElement): PriceChart {
  const chart: IChartApi = createChart(container, frameOptions());
  const shared = {
    priceLineVisible: false,
    lastValueVisible: true,
    crosshairMarkerRadius: 3,
    priceFormat: PRICE_FORMAT,
  };
  const index = chart.addSeries(LineSeries, { ...shared, ...indexOptions() });
  const mid = chart.addSeries(LineSeries, { ...shared, ...midOptions() });
  const marks = createSeriesMarkers(mid, []);
  let trades: readonly TradeMark[] = [];
  let strikes: readonly StrikeLine[] = [];
  let lines: IPriceLine[] = [];

  function drawStrikes(): void {
    for (const line of lines) mid.removePriceLine(line);
    lines = strikes.map((strike) => addStrike(mid, strike));
  }
  const drawTrades = () => marks.setMarkers(trades.map(markOf));

  return {
    setPoints(points) {
      mid.setData(points.map((each) => point(each.second, each.midUsd)));
      index.setData(points.map((each) => point(each.second, each.indexUsd)));
      drawTrades();
    },
    update(points) {
      for (const each of points) {
        mid.update(point(each.second, each.midUsd));
        index.update(point(each.second, each.indexUsd));
      }
    },
    setTrades(next) {
      trades = next;
      drawTrades();
    },
    setStrikes(next) {
      strikes = next;
      drawStrikes();
    },
    applyTheme() {
      chart.applyOptions(frameOptions());
      mid.applyOptions(midOptions());
      index.applyOptions(indexOptions());
      drawTrades();
      drawStrikes();
    },
    remove: () => chart.remove(),
  };
}
