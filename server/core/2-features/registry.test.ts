// The list of features: every number says what it is, once, and the layouts follow from it.
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { CONTRACT_LAYOUT } from './contracts/contract-features.ts';
import { layoutOf, rowOf } from './layout-of.ts';
import { FEATURE_LAYOUT, featuresList, MODEL_LAYOUT } from './registry.ts';

const LIST = featuresList();

describe('the registry', () => {
  it('lists every number of both rows, in their order', () => {
    const names = LIST.map((row) => row.name);
    expect(names).toEqual([...FEATURE_LAYOUT.names, ...CONTRACT_LAYOUT.names]);
    expect(new Set(names).size).toBe(names.length);
    expect(FEATURE_LAYOUT.names.slice(0, MODEL_LAYOUT.names.length)).toEqual(MODEL_LAYOUT.names);
  });

  it('says of each one its family, unit, range, formula and source', () => {
    for (const { family, unit, formula, source, range, layoutHash } of LIST) {
      for (const text of [family, unit, formula]) expect(text).not.toBe('');
      expect(source).toMatch(/^(models [A-D]|kraken-api §|kalshi-api §)/);
      expect(range[0]).toBeLessThan(range[1]);
      expect(layoutHash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('keeps the layout the shipped first model names: its names, order and version did not change', () => {
    expect(MODEL_LAYOUT).toMatchObject({
      version: 1,
      hash: '6f077ce6dff63f0d2975fddb00adb936ce7dd49cb5d7c97e95b79fd48d84e058',
    });
  });
});

describe('a layout', () => {
  const entries = LIST.slice(0, 3);

  it('has another hash for another version, name or order', () => {
    const hashes = [
      layoutOf(entries, 1),
      layoutOf(entries, 2),
      layoutOf([...entries].reverse(), 1),
      layoutOf(entries.slice(1), 1),
    ].map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(4);
  });

  it('marks what is missing or not finite, and refuses a row of another length', () => {
    const row = rowOf(layoutOf(entries, 1), wallMs(0), [1, null, Number.NaN]);
    expect([...row.values]).toEqual([1, 0, 0]);
    expect([...row.present]).toEqual([1, 0, 0]);
    expect(() => rowOf(layoutOf(entries, 1), wallMs(0), [1])).toThrow('1 values for 3 features');
  });
});
