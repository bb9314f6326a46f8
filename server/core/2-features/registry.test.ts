// The list of features: every number says what it is, once, and the layouts follow from it.
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { MINUTE_FEATURES, SEQUENCE_CHANNELS } from '#lib/domain/minute-row.ts';
import { KNOWN_LAYOUTS } from '#server/adapters/onnx/layouts.ts';
import { CONTRACT_LAYOUT } from './contracts/contract-features.ts';
import { layoutOf, rowOf } from './layout-of.ts';
import { FEATURE_LAYOUT, featuresList, MODEL_LAYOUT } from './registry.ts';

const LIST = featuresList();

describe('the registry', () => {
  it('lists every number of every row, in order, each name once a row', () => {
    const names = (...sections: readonly string[]) =>
      LIST.filter(({ section }) => sections.includes(section)).map(({ name }) => name);
    const rows: readonly (readonly [readonly string[], readonly string[]])[] = [
      [names('model', 'context', 'level'), FEATURE_LAYOUT.names],
      [names('contract'), CONTRACT_LAYOUT.names],
      [names('minute'), MINUTE_FEATURES],
      [names('window'), SEQUENCE_CHANNELS],
    ];
    for (const [listed, made] of rows) {
      expect(listed).toEqual(made);
      expect(new Set(listed).size).toBe(listed.length);
    }
    expect(FEATURE_LAYOUT.names.slice(0, MODEL_LAYOUT.names.length)).toEqual(MODEL_LAYOUT.names);
  });

  it('binds the trained layers by the hashes that model files must name', () => {
    const hashOf = (wanted: string) => LIST.find(({ section }) => section === wanted)?.layoutHash;
    expect(hashOf('minute')).toBe(KNOWN_LAYOUTS.row.hash);
    expect(hashOf('window')).toBe(KNOWN_LAYOUTS.window.hash);
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
