// Choices as stored text: whatever stands there, a page draws something valid, and the first paint draws the same.
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHOICES, type Choices, choicesText, columnsOf, parseChoices } from './choices.ts';
import { FIRST_PAINT } from './first-paint.ts';
import { type PaintedRoot, paintChoices, tracksOf } from './paint-choices.ts';

interface Drawn {
  readonly root: PaintedRoot;
  readonly properties: Map<string, string>;
}

function blankRoot(): Drawn {
  const properties = new Map<string, string>();
  const root = {
    dataset: {},
    style: {
      setProperty: (name: string, value: string) => void properties.set(name, value),
      removeProperty: (name: string) => void properties.delete(name),
    },
  };
  return { root, properties };
}

function seen({ root, properties }: Drawn) {
  return { data: { ...root.dataset }, columns: properties.get('--desk-columns') ?? null };
}

function firstPaint(text: string | null, prefersLight: boolean) {
  const drawn = blankRoot();
  runInNewContext(FIRST_PAINT, {
    localStorage: { getItem: () => text },
    document: { documentElement: drawn.root },
    matchMedia: () => ({ matches: prefersLight }),
  });
  return seen(drawn);
}

function laterPaint(text: string | null, prefersLight: boolean) {
  const drawn = blankRoot();
  paintChoices(drawn.root, parseChoices(text), prefersLight);
  return seen(drawn);
}

const value = (name: keyof typeof CHOICES) =>
  fc.oneof(fc.constantFrom<unknown>(...CHOICES[name]), fc.constantFrom<unknown>(null, 1, 'x'));

const columns = fc.oneof(
  fc
    .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 5, maxLength: 5 })
    .map((lines) => lines.toSorted((left, right) => left - right)),
  fc.anything(),
);

const storedText = fc.oneof(
  fc
    .record(
      {
        ...{ theme: value('theme'), palette: value('palette'), gain: value('gain') },
        ...{ density: value('density'), motion: value('motion'), columns },
      },
      { requiredKeys: [] },
    )
    .map((stored) => JSON.stringify(stored)),
  fc.json(),
  fc.string(),
  fc.constant(null),
);

describe('stored choices', () => {
  it('damaged or foreign text gives the defaults, field by field', () => {
    const defaults = parseChoices(null);
    expect(defaults).toMatchObject({ theme: 'dark', palette: 'green-red', columns: null });
    for (const text of ['', '{', 'null', '[]', '7', '{"theme":"pink","columns":[1,2]}'])
      expect(parseChoices(text)).toEqual(defaults);
    expect(parseChoices('{"theme":"light","density":7}')).toEqual({ ...defaults, theme: 'light' });
  });

  it('what was chosen comes back as it was stored', () => {
    const chosen: Choices = {
      ...parseChoices(null),
      ...{ theme: 'system', palette: 'blue-orange', gain: 'second', alerts: 'on' },
      columns: [1_000, 2_000, 3_000, 5_000, 8_000],
    };
    expect(parseChoices(choicesText(chosen))).toEqual(chosen);
  });

  it('columns that cross, repeat, leave the desk or are too few are not taken', () => {
    const good = [1, 2, 3, 4, 9_999];
    expect(columnsOf(good)).toEqual(good);
    for (const bad of [
      [0, 2, 3, 4, 5],
      [1, 2, 2, 4, 5],
      [1, 2, 3, 4, 10_000],
      [1, 2, 3, 4],
    ])
      expect(columnsOf(bad)).toBeNull();
  });

  it('the tracks of the grid add up to the whole width', () => {
    expect(tracksOf([10, 30, 60, 100, 150])).toBe(
      [10, 20, 30, 40, 50, 9_850].map((share) => `minmax(0, ${share}fr)`).join(' '),
    );
  });

  it('the first paint draws what the page draws later, whatever is stored', () => {
    fc.assert(
      fc.property(storedText, fc.boolean(), (text, prefersLight) => {
        expect(firstPaint(text, prefersLight)).toEqual(laterPaint(text, prefersLight));
      }),
      { numRuns: 500 },
    );
  });
});
