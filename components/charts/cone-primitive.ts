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

/** The library places whole seconds only: what lies between two is between their pixels. Null off the scale. */
function pixelOf({ chart }: SeriesAttachedParameter<Time>, at: number): number | null {
  const scale = chart.timeScale();
  const second = Math.floor(at / 1000);
  const part = at / 1000 - second;
  const left = scale.timeToCoordinate(chartTime(second));
  if (left === null || part === 0) return left;
  const right = scale.timeToCoordinate(chartTime(second + 1));
  return right === null ? null : left + (right - left) * part;
}

function outlineOf(place: SeriesAttachedParameter<Time>, band: ConeBand): readonly Pixel[] | null {
  const pixels: Pixel[] = [];
  for (const [at, usd] of polygonOf(band)) {
    const x = pixelOf(place, at);
    const y = place.series.priceToCoordinate(usd);
    if (x === null || y === null) return null;
    pixels.push([x, y]);
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
    if (shown === null) return;
    context.fillStyle = color;
    context.strokeStyle = color;
    context.lineWidth = 1;
    for (const [at, band] of bands.entries()) {
      const outline = outlineOf(shown, band);
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
        const from = firstIndex(place, bands);
        return from === null || to < from ? null : { priceRange: rangeOf(bands) };
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
