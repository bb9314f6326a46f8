// Keeps a canvas in the colours of the theme. In: a chart. Out: how to stop.

/** Tells the chart each time the theme is switched. */
export function watchTheme(chart: { applyTheme(): void }): () => void {
  const observer = new MutationObserver(() => chart.applyTheme());
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
