// The script in the head of every page: draws the stored choices before anything is painted, so that nothing flashes.
import { CHOICES, CHOICES_KEY, LINE_COUNT } from './choices.ts';

const { theme, palette, gain, density, motion } = CHOICES;

/**
 * Runs before any module is loaded, so it repeats in short what `parseChoices` and `paintChoices` do; a test holds the
 * two together. Storage that is shut off or damaged means the defaults.
 */
export const FIRST_PAINT = `(() => {
  const allowed = ${JSON.stringify({ theme, palette, gain, density, motion })};
  let stored = {};
  try { stored = JSON.parse(localStorage.getItem(${JSON.stringify(CHOICES_KEY)})) ?? {}; } catch {}
  const root = document.documentElement;
  for (const name of Object.keys(allowed))
    root.dataset[name] = allowed[name].includes(stored[name]) ? stored[name] : allowed[name][0];
  if (root.dataset.theme === 'system')
    root.dataset.theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  const lines = stored.columns;
  const isAscending = (line, place) =>
    Number.isInteger(line) && line > (lines[place - 1] ?? 0) && line < 10000;
  if (Array.isArray(lines) && lines.length === ${LINE_COUNT} && lines.every(isAscending))
    root.style.setProperty('--desk-columns', [...lines, 10000]
      .map((line, place) => 'minmax(0, ' + (line - (lines[place - 1] ?? 0)) + 'fr)').join(' '));
})()`;
