// Keeps a canvas in the colours of the theme. In: a chart. Out: how to stop.

const LOOK = ['data-theme', 'data-palette', 'data-gain'];

/** Tells the chart each time theme or palette is switched. */
export function watchTheme(chart: { applyTheme(): void }): () => void {
  const observer = new MutationObserver(() => chart.applyTheme());
  observer.observe(document.documentElement, { attributeFilter: LOOK });
  return () => observer.disconnect();
}
