// The price chart as an imperative island over lightweight-charts. In: points, marks, strikes, cone. Out: a canvas.
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
  indexOptions,
  midOptions,
  PRICE_FORMAT,
  paneOptions,
  strikeOptions,
} from './chart-options.ts';
import { chartTime } from './chart-time.ts';
import { type ConeDrawn, createCone } from './cone-primitive.ts';
import { type CloseView, createPriceView } from './price-view.ts';
import { themeColor } from './theme-color.ts';
import { addVolatilityPane, type VolatilityPoint } from './volatility-pane.ts';

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
  /** Replaces the lines of the lower pane; points in ascending time. */
  setVolatility(points: readonly VolatilityPoint[]): void;
  /** Null follows the newest points: then no cone can be drawn. */
  setView(view: CloseView | null): void;
  /** Null draws none. */
  setCone(cone: ConeDrawn | null): void;
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

const SHARED = {
  priceLineVisible: false,
  lastValueVisible: true,
  crosshairMarkerRadius: 3,
  priceFormat: PRICE_FORMAT,
};

/** The two prices; the mid carries strikes, marks and cone. */
function addPrices(chart: IChartApi) {
  const index = chart.addSeries(LineSeries, { ...SHARED, ...indexOptions() });
  const mid = chart.addSeries(LineSeries, { ...SHARED, ...midOptions() });
  return {
    mid,
    setPoints(points: readonly ChartPoint[]) {
      mid.setData(points.map((each) => point(each.second, each.midUsd)));
      index.setData(points.map((each) => point(each.second, each.indexUsd)));
    },
    update(points: readonly ChartPoint[]) {
      for (const each of points) {
        mid.update(point(each.second, each.midUsd));
        index.update(point(each.second, each.indexUsd));
      }
    },
    applyTheme() {
      mid.applyOptions(midOptions());
      index.applyOptions(indexOptions());
    },
  };
}

/** Draws into `container` until `remove`; it follows the container's size by itself. */
export function createPriceChart(container: HTMLElement): PriceChart {
  const chart = createChart(container, paneOptions());
  const prices = addPrices(chart);
  const { mid } = prices;
  const volatility = addVolatilityPane(chart);
  const marks = createSeriesMarkers(mid, []);
  const view = createPriceView(container, chart);
  const cone = createCone();
  mid.attachPrimitive(cone.primitive);
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
  const show = () => view.show(mid.data().at(-1)?.time);

  return {
    setPoints(points) {
      prices.setPoints(points);
      drawTrades();
      show();
    },
    update(points) {
      prices.update(points);
      show();
    },
    setTrades(next) {
      trades = next;
      drawTrades();
    },
    setStrikes(next) {
      strikes = next;
      drawStrikes();
    },
    setVolatility: volatility.set,
    setView(next) {
      view.set(next);
      show();
    },
    setCone: cone.set,
    applyTheme() {
      chart.applyOptions(paneOptions());
      for (const part of [prices, volatility, cone]) part.applyTheme();
      drawTrades();
      drawStrikes();
    },
    remove: () => chart.remove(),
  };
}
