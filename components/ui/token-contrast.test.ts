// The colours of the console in every theme, palette and hue of a gain: readable (WCAG 2.2 AA), and apart for all eyes.
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { CHOICES } from './choices.ts';
import { contrast, distance, EYES, over } from './testing/contrast.ts';
import { tokenReader } from './testing/token-values.ts';

const CSS = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

const LOOKS = ['dark', 'light'].flatMap((theme) =>
  CHOICES.palette.flatMap((palette) =>
    CHOICES.gain.map((gain) => ({ theme, palette, gain, name: `${theme} ${palette} ${gain}` })),
  ),
);

/** Text of these sizes needs 4.5; marks and outlines 3. */
const TEXT = 4.5;
const MARK = 3;

const SURFACES = ['surface', 'raised', 'sunken'];
const PLAIN = ['ink', 'ink-soft', 'ink-faint', 'accent', 'index'];
const MEANT = ['bid', 'ask', 'gain', 'loss', 'severity-info', 'severity-warning'];
const MODES = ['sim', 'replay', 'paper', 'demo', 'live'];

/** Strength of a warm cell at its warmest, and of the bars behind sizes. */
const HEAT = 0.28;
const BAR = 0.18;

describe.each(LOOKS)('colours, $name', ({ name: _, ...look }) => {
  const read = tokenReader(CSS, look);
  const colour = (name: string) => read(`--color-${name}`);

  test.each(SURFACES)('every text is readable on %s', (ground) => {
    for (const text of [...PLAIN, ...MEANT, 'severity-critical'])
      expect(contrast(colour(text), colour(ground)), text).toBeGreaterThanOrEqual(TEXT);
  });

  it('words on a colour of their own are readable', () => {
    for (const mode of MODES)
      expect(contrast(colour('on-mode'), colour(`mode-${mode}`)), mode).toBeGreaterThanOrEqual(
        TEXT,
      );
    const pairs = [
      ['on-strong', 'severity-critical-ground'],
      ['ground', 'accent'],
      ['ground', 'severity-warning'],
      ['ink', 'ground'],
      ['ink-soft', 'ground'],
    ] as const;
    for (const [text, ground] of pairs)
      expect(contrast(colour(text), colour(ground)), text).toBeGreaterThanOrEqual(TEXT);
  });

  it('a figure stays readable on the heat of its cell and on the bar of its level', () => {
    const warm = over(colour('gain'), colour('surface'), HEAT * Number(read('--heat')));
    for (const text of ['gain', 'ink'])
      expect(contrast(colour(text), warm), text).toBeGreaterThanOrEqual(TEXT);
    for (const side of ['bid', 'ask'])
      expect(
        contrast(colour('ink'), over(colour(side), colour('surface'), BAR)),
        side,
      ).toBeGreaterThanOrEqual(TEXT);
  });

  it('what is old stays readable on every ground, on its own bar, and as the ground of a badge', () => {
    const old = colour('ink-old');
    for (const ground of SURFACES)
      expect(contrast(old, colour(ground)), ground).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(old, over(old, colour('sunken'), BAR))).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(colour('ground'), old)).toBeGreaterThanOrEqual(TEXT);
  });

  it('the focus, the edge of the mode and the mark of the index are seen', () => {
    for (const mark of ['focus', 'index', ...MODES.map((mode) => `mode-${mode}`)])
      expect(contrast(colour(mark), colour('surface')), mark).toBeGreaterThanOrEqual(MARK);
  });
});

describe('what is old', () => {
  it('is muted by tokens, never faded: opacity over text takes its contrast away', () => {
    expect(CSS).not.toMatch(/\bopacity:/);
  });

  it('mutes every colour of text that says something', () => {
    const rule = /\[data-old="true"\]\n {2}\) \{([^{]*)/.exec(CSS)?.[1] ?? '';
    for (const name of ['ink', 'ink-soft', 'accent', 'index', ...MEANT, 'severity-critical'])
      expect(rule, name).toContain(`--color-${name}: var(--color-ink-old);`);
  });
});

describe('the palette without green and red', () => {
  const looks = LOOKS.filter(({ palette }) => palette === 'blue-orange');

  test.each(looks)(
    'gain and loss, bid and ask are apart for all eyes: $name',
    ({ name: _, ...look }) => {
      const read = tokenReader(CSS, look);
      for (const eyes of EYES) {
        expect(
          distance(read('--color-gain'), read('--color-loss'), eyes),
          eyes,
        ).toBeGreaterThanOrEqual(0.2);
        expect(
          distance(read('--color-bid'), read('--color-ask'), eyes),
          eyes,
        ).toBeGreaterThanOrEqual(0.1);
      }
    },
  );

  it('the other hue of a gain swaps the two and nothing else', () => {
    for (const theme of ['dark', 'light']) {
      const of = (gain: string) => tokenReader(CSS, { theme, palette: 'blue-orange', gain });
      expect(of('first')('--color-gain')).toBe(of('second')('--color-loss'));
      expect(of('first')('--color-loss')).toBe(of('second')('--color-gain'));
      expect(of('first')('--color-bid')).toBe(of('second')('--color-bid'));
    }
  });

  it('the simulation knows what it is for: green and red grow alike without it', () => {
    const read = tokenReader(CSS, { theme: 'dark', palette: 'green-red', gain: 'first' });
    const pair = [read('--color-gain'), read('--color-loss')] as const;
    expect(distance(...pair, 'usual')).toBeGreaterThan(0.2);
    expect(distance(...pair, 'deuteranopia')).toBeLessThan(0.05);
  });
});

describe('contrast', () => {
  const grey = (byte: string) => `#${byte.repeat(3)}`;

  it('is that of WCAG: black on white 21, a colour on itself 1', () => {
    expect(contrast(grey('00'), grey('ff'))).toBeCloseTo(21, 10);
    expect(contrast(grey('77'), grey('ff'))).toBeCloseTo(4.48, 2);
    expect(contrast(grey('12'), grey('12'))).toBe(1);
  });
});
