// What a page did while it was watched: how far things jumped and which ones, how long it was deaf, how old prices were.
import type { Page } from 'playwright/test';

export interface Smoothness {
  /** Sum of all layout shifts, hadRecentInput or not: nobody presses anything meanwhile. */
  readonly shift: number;
  /** The worst shifts as lines to read: score, node, where it was and where it went. */
  readonly jumps: readonly string[];
  readonly longTasks: readonly number[];
  /** Share of looks at which a price's age was marked stale. */
  readonly staleLooks: number;
  readonly looks: number;
  /** What was last seen stale, in the words around it, e.g. "BRTI stale 1.9s"; empty when nothing was. */
  readonly stale: string;
}

/** Watches for `forMs` from now on; shifts count from the load of the page. */
export function watchPage(page: Page, forMs: number): Promise<Smoothness> {
  return page.evaluate(async (ms) => {
    const SHOWN = 12;
    interface Source {
      readonly node: Node | null;
      readonly previousRect: DOMRectReadOnly;
      readonly currentRect: DOMRectReadOnly;
    }
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly sources: readonly Source[];
    }
    const isShift = (entry: PerformanceEntry): entry is Shift => entry.entryType === 'layout-shift';
    const stepOf = (element: Element) =>
      `${element.localName}${element.id === '' ? '' : `#${element.id}`}.${element.getAttribute('data-testid') ?? element.classList[0] ?? ''}`;
    const pathOf = (node: Node | null) => {
      const steps: string[] = [];
      let at = node instanceof Element ? node : (node?.parentElement ?? null);
      for (; at !== null && steps.length < 4; at = at.parentElement) steps.unshift(stepOf(at));
      return `${steps.join(' > ') || 'a node that is gone'} "${node?.textContent?.slice(0, 24) ?? ''}"`;
    };
    const rectOf = ({ x, y, width, height }: DOMRectReadOnly) =>
      [x, y, width, height].map(Math.round).join(' ');

    const shifts: { value: number; text: string }[] = [];
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!isShift(entry)) longTasks.push(Math.round(entry.duration));
        else
          shifts.push({
            value: entry.value,
            text: `${entry.value.toFixed(4)} at ${Math.round(entry.startTime)} ms: ${entry.sources
              .map(
                ({ node, previousRect, currentRect }) =>
                  `${pathOf(node)} (${rectOf(previousRect)}) to (${rectOf(currentRect)})`,
              )
              .join('; ')}`,
          });
      }
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    observer.observe({ type: 'longtask' });
    let looks = 0;
    let staleLooks = 0;
    let stale = '';
    const prices = '#price-chart [data-age][data-stale="true"]';
    const timer = setInterval(() => {
      looks += 1;
      const old = [...document.querySelectorAll(prices)].map(
        (age) => age.parentElement?.textContent,
      );
      if (old.length === 0) return;
      staleLooks += 1;
      stale = old.join(', ');
    }, 100);
    await new Promise((resolve) => setTimeout(resolve, ms));
    clearInterval(timer);
    observer.disconnect();
    return {
      shift: shifts.reduce((sum, each) => sum + each.value, 0),
      jumps: shifts
        .toSorted((left, right) => right.value - left.value)
        .slice(0, SHOWN)
        .map((each) => each.text),
      longTasks,
      looks,
      staleLooks,
      stale,
    };
  }, forMs);
}
