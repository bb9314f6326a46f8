// Draws the choices on the document: attributes and one property that the style sheet reads. In: choices. Out: a changed root.

/** What is drawn; text as it came out of the storage is checked before. */
export interface Painted {
  readonly theme: string;
  readonly palette: string;
  readonly gain: string;
  readonly density: string;
  readonly motion: string;
  readonly columns: readonly number[] | null;
}

/** The part of an element that is written. */
export interface PaintedRoot {
  readonly dataset: Record<string, string | undefined>;
  readonly style: {
    setProperty(name: string, value: string): void;
    removeProperty(name: string): void;
  };
}

/** Tracks of the desk's grid, of lines in 1e-4 of its width: `[2500, …]` → `minmax(0, 2500fr) …`. */
export function tracksOf(lines: readonly number[]): string {
  return [...lines, 10_000]
    .map((line, place) => `minmax(0, ${line - (lines[place - 1] ?? 0)}fr)`)
    .join(' ');
}

/** A system that prefers light is asked only where the theme is the system's. */
export function paintChoices(root: PaintedRoot, choices: Painted, prefersLight: boolean): void {
  const { theme, columns } = choices;
  root.dataset['theme'] = theme === 'system' ? (prefersLight ? 'light' : 'dark') : theme;
  root.dataset['palette'] = choices.palette;
  root.dataset['gain'] = choices.gain;
  root.dataset['density'] = choices.density;
  root.dataset['motion'] = choices.motion;
  if (columns === null) root.style.removeProperty('--desk-columns');
  else root.style.setProperty('--desk-columns', tracksOf(columns));
}
