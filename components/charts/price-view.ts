// Which seconds the price chart shows. In: a close and a span, or neither. Out: the visible range, until a hand moves it.
import { type IChartApi, LineSeries, type Time } from 'lightweight-charts';
import { chartTime } from './chart-time.ts';

/** The last `spanSeconds` up to a close. */
export interface CloseView {
  /** Unix second. */
  readonly closeSecond: number;
  readonly spanSeconds: number;
}

export interface PriceView {
  /** Null: the newest points. */
  set(view: CloseView | null): void;
  /** Shows what is to be shown; `last` is the newest point's time. */
  show(last: Time | undefined): void;
}

/** Without a close in view: so many seconds up to the newest point, and a little room at its right. */
const NEWEST_SECONDS = 900;
const ROOM = 0.08;
/** Seconds the scale has before a close: the widest span, so that a change of span moves no point. */
const GRID_SECONDS = 5_400;

/** The library spaces points by their order: a point a second without a value makes that order the time. */
function secondsUpTo(closeSecond: number) {
  return Array.from({ length: GRID_SECONDS + 1 }, (_, at) => ({
    time: chartTime(closeSecond - GRID_SECONDS + at),
  }));
}

/** Keeps the view until a hand moves the chart; then the view is the hand's. */
export function createPriceView(container: HTMLElement, chart: IChartApi): PriceView {
  const grid = chart.addSeries(LineSeries, { priceLineVisible: false, lastValueVisible: false });
  let isHeld = true;
  let view: CloseView | null = null;
  const release = () => {
    isHeld = false;
  };
  container.addEventListener('wheel', release, { passive: true });
  container.addEventListener('pointerdown', release);

  function range(last: Time | undefined): { from: number; to: number } | null {
    const to = view === null ? last : chartTime(view.closeSecond);
    const index = to === undefined ? null : chart.timeScale().timeToIndex(to, true);
    if (index === null) return null;
    if (view === null) return { from: index - NEWEST_SECONDS, to: index + NEWEST_SECONDS * ROOM };
    return { from: index - view.spanSeconds, to: index + view.spanSeconds * 0.01 };
  }
  return {
    set(next) {
      if (next?.closeSecond !== view?.closeSecond)
        grid.setData(next === null ? [] : secondsUpTo(next.closeSecond));
      view = next;
    },
    show(last) {
      const shown = isHeld ? range(last) : null;
      if (shown !== null) chart.timeScale().setVisibleLogicalRange(shown);
    },
  };
}
