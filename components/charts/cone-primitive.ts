// The cone to a settlement behind the price. In: bands in Unix ms and USD. Out: fills and edges on the series' canvas.
import type {
  IPrimitivePaneRenderer,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts';
import { chartTime } from './chart-time.ts';
import { bandsOf, type ConeBand, type ConeLinePoint, polygonOf, rangeOf } from './cone-bands.ts';
import { themeColor } from './theme-color.ts';

export interface ConeDrawn {
  /** Shares, rising, symmetric about the median. */
  readonly levels: readonly number[];
  /** The time scale must have a point a second over all of them. */
  readonly points: readonly ConeLinePoint[];
}

export interface Cone {
  readonly primitive: ISeriesPrimitive<Time>;
  /** Null draws nothing. */
  set(cone: ConeDrawn | null): void;
  applyTheme(): void;
}

type Pixel = readonly [x: number, y: number];

/** Strokes of the edges, the widest band first, as the legend draws them: dotted, dashed, solid. */
const DASHES: readonly (readonly number[])[] = [[1, 3], [5, 4], []];
const FILL_ALPHA = 0.1;

function trace(context: CanvasRenderingContext2D, line: readonly Pixel[]): void {
  context.beginPath();
  for (const [x, y] of line) context.lineTo(x, y);
}

function drawBand(
  context: CanvasRenderingContext2D,
  outline: readonly Pixel[],
  dash: readonly number[],
): void {
  context.globalAlpha = FILL_ALPHA;
  trace(context, outline);
  context.fill();
  context.globalAlpha = 1;
  context.setLineDash([...dash]);
  const half = outline.length / 2;
  for (const edge of [outline.slice(0, half), outline.slice(half)]) {
    trace(context, edge);
    context.stroke();
  }
}

/** Where a Unix ms lies, in bars of one second from the first, also between two; null while the close is not on the scale. */
function barAt(
  { chart }: SeriesAttachedParameter<Time>,
  closeSecond: number,
): ((at: number) => number) | null {
  const close = chart.timeScale().timeToIndex(chartTime(closeSecond));
  return close === null ? null : (at) => close - (closeSecond - at / 1000);
}

/** The same in pixels. The library places whole bars only, so that what lies between is told from the close. */
function columnAt(
  { chart }: SeriesAttachedParameter<Time>,
  closeSecond: number,
): ((at: number) => number) | null {
  const scale = chart.timeScale();
  const close = scale.timeToCoordinate(chartTime(closeSecond));
  const { barSpacing } = scale.options();
  return close === null ? null : (at) => close - (closeSecond - at / 1000) * barSpacing;
}

function outlineOf(
  place: SeriesAttachedParameter<Time>,
  column: (at: number) => number,
  band: ConeBand,
): readonly Pixel[] | null {
  const pixels: Pixel[] = [];
  for (const [at, usd] of polygonOf(band)) {
    const y = place.series.priceToCoordinate(usd);
    if (y === null) return null;
    pixels.push([column(at), y]);
  }
  return pixels;
}

/** Position of the cone's first second on the scale; null without a cone. */
function firstIndex(place: SeriesAttachedParameter<Time> | null, bands: readonly ConeBand[]) {
  const at = bands[0]?.edges[0]?.at;
  if (place === null || at === undefined) return null;
  return place.chart.timeScale().timeToIndex(chartTime(Math.floor(at / 1000)));
}

/** Made empty; redrawn by the chart whenever it repaints, computed anew only by `set`. */
export function createCone(): Cone {
  let place: SeriesAttachedParameter<Time> | null = null;
  let bands: readonly ConeBand[] = [];
  let color = themeColor('--color-index');
  function paint(context: CanvasRenderingContext2D): void {
    const shown = place;
    const column = shown === null ? null : columnAt(shown, closeSecond);
    if (shown === null || column === null) return;
    context.fillStyle = color;
    context.strokeStyle = color;
    context.lineWidth = 1;
    for (const [at, band] of bands.entries()) {
      const outline = outlineOf(shown, column, band);
      if (outline !== null) drawBand(context, outline, DASHES[at] ?? []);
    }
  }
  const renderer: IPrimitivePaneRenderer = {
    draw: (target) => target.useMediaCoordinateSpace(({ context }) => paint(context)),
  };
  const views = [{ zOrder: () => 'bottom' as const, renderer: () => renderer }];
  const redraw = () => place?.requestUpdate();
  return {
    primitive: {
      attached(parameters) {
        place = parameters;
      },
      detached() {
        place = null;
      },
      paneViews: () => views,
      autoscaleInfo(_from, to) {
        const from = bands[0]?.edges[0]?.at;
        const bar = place === null ? null : barAt(place, closeSecond);
        if (from === undefined || bar === null || to < bar(from)) return null;
        return { priceRange: rangeOf(bands) };
      },
    },
    set(cone) {
      bands = cone === null ? [] : bandsOf(cone.levels, cone.points);
      redraw();
    },
    applyTheme() {
      color = themeColor('--color-index');
      redraw();
    },
  };
}
