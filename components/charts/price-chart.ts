// The price chart as an imperative island over lightweight-charts. In: points, trade marks, strikes. Out: a canvas.
import {
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type IPriceLine,
  LineSeries,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
  type WhitespaceData,
} from 'lightweight-charts';
import {
  frameOptions,
  indexOptions,
  midOptions,
  PRICE_FORMAT,
  strikeOptions,
} from './chart-options.ts';
import { chartTime } from './chart-time.ts';
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

type LinePoint = { time: UTCTimestamp; value: number } | WhitespaceData<UTCTimestamp>;

function point(second: number, value: number | null): LinePoint {
  return value === null ? { time: chartTime(second) } : { time: chartTime(second), value };
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

/** Seconds in view: three minutes at least, a quarter of an hour once there is that much. */
const WINDOW_SECONDS = { least: 180, most: 900 } as const;

/** Keeps the newest points in view until a hand moves the chart; then the view is the hand's. */
function followLatest(container: HTMLElement, chart: IChartApi): (count: number) => void {
  let isFollowing = true;
  const release = () => {
    isFollowing = false;
  };
  container.addEventListener('wheel', release, { passive: true });
  container.addEventListener('pointerdown', release);
  return (count) => {
    if (!isFollowing || count === 0) return;
    const width = Math.min(Math.max(count, WINDOW_SECONDS.least), WINDOW_SECONDS.most);
    chart.timeScale().setVisibleLogicalRange({ from: count - width, to: count + width * 0.08 });
  };
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
    lines = strikes.map((strike) =>
      mid.createPriceLine(strikeOptions(strike.priceUsd, strike.isSelected)),
    );
  }
  const drawTrades = () => marks.setMarkers(trades.map(markOf));
  const showLatest = followLatest(container, chart);

  return {
    setPoints(points) {
      mid.setData(points.map((each) => point(each.second, each.midUsd)));
      index.setData(points.map((each) => point(each.second, each.indexUsd)));
      drawTrades();
      showLatest(points.length);
    },
    update(points) {
      for (const each of points) {
        mid.update(point(each.second, each.midUsd));
        index.update(point(each.second, each.indexUsd));
      }
      showLatest(mid.data().length);
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
