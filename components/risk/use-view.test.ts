// Closeness of limits: what is full, near, not known, and in which order it is told.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LimitUse, USED_LIMITS } from '#lib/domain/limit-use.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import { LIMIT_TEXTS } from './limit-texts.ts';
import {
  byCloseness,
  levelOf,
  percentText,
  shareOf,
  shareText,
  usesSummary,
  useText,
} from './use-view.ts';

function use(used: number | null, limit = 100): LimitUse {
  return {
    ...{ id: 'maxDayLoss', unit: '1e-6 $', limit, used, parts: [], text: '' },
    reason: used === null ? 'the account has not been read' : null,
  };
}

describe('closeness of a limit', () => {
  it('is near from 80 % and full from 100 % on', () => {
    expect([0, 79, 80, 99, 100, 130].map((used) => levelOf(use(used)))).toEqual([
      'room',
      'room',
      'near',
      'near',
      'full',
      'full',
    ]);
  });

  it('a limit of nothing is full, not free', () => {
    expect(levelOf(use(0, 0))).toBe('full');
    expect(shareOf(use(0, 0))).toBe(1);
  });

  it('not known is neither 0 nor room', () => {
    expect(levelOf(use(null))).toBe('unknown');
    expect(percentText(shareOf(use(null)))).toBe('not known');
    expect(useText(use(null))).toContain('the account has not been read');
    expect(useText(use(null))).not.toContain('0 %');
  });

  it('per cent say neither 100 too early nor 0 too late', () => {
    expect([0, 0.001, 0.5, 0.9999, 1, 2.5].map(percentText)).toEqual([
      '0 %',
      '<1 %',
      '50 %',
      '99 %',
      '100 %',
      '250 %',
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (used) => {
        const share = shareOf(use(used));
        expect(percentText(share).startsWith('100')).toBe(used === 100);
      }),
    );
  });

  it('the words beside the bar say what is used, never what is left', () => {
    const words = [0, 35, 85, 100, null].map((used) => shareText(use(used)));
    expect(words).toEqual([
      '0 % used',
      '35 % used',
      '85 % used, NEAR',
      '100 % used, FULL',
      'not known',
    ]);
  });

  it('the closest come first, not known before those with room', () => {
    const uses = [use(10), use(null), use(100), use(85), use(20), use(90)];
    expect(byCloseness(uses).map(({ used }) => used)).toEqual([100, 90, 85, null, 20, 10]);
    expect(usesSummary(uses)).toBe('1 full, 2 near, 1 not known, 2 with room');
  });

  it('a screen reader hears use, limit, unit and word', () => {
    expect(useText(use(40_000_000, 50_000_000))).toBe('40.00 of 50.00 $, 80 % used, near');
  });
});

describe('words of the limits', () => {
  it('every limit of the file has its words', () => {
    const named = ['version', ...Object.keys(LIMIT_TEXTS)];
    expect(named.toSorted()).toEqual(Object.keys(DEFAULT_LIMITS).sort());
  });

  it('those that something uses up are the ones the engine measures', () => {
    const used = Object.entries(LIMIT_TEXTS).filter(([, { group }]) => group === 'used');
    expect(used.map(([id]) => id).sort()).toEqual([...USED_LIMITS].sort());
  });
});
