// Rows: order, presence, staleness, and what feeds them.
import { describe, expect, it } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { SpotView } from '#lib/domain/market-view.ts';
import { createFeatureState, type FeatureState } from './feature-state.ts';
import { currentBasis } from './index-basis.ts';
import { marketToFeatures } from './market-to-features.ts';
import { UNFITTED_MINUTES } from './minutes/minute-parameters.ts';
import { type ObservedMarket, observe } from './observe.ts';
import { marketOf, narrowBook, spotOf, T0 } from './testing/observed-market.ts';

const CHANGE = { touched: 'spot', accepted: true, freshTrades: [], tickers: [] };

function marketAt(midUsd: number, at: number, change: Partial<SpotView> = {}): ObservedMarket {
  const index = btcCents(Math.round(midUsd * 100) + 500);
  return marketOf(spotOf(narrowBook(midUsd), at, change), index);
}

const midAt = (second: number) => 95_000 * (1 + 1e-4 * Math.sin(second * second));

function run(state: FeatureState, from: number, to: number, change: Partial<SpotView> = {}): void {
  for (let second = from; second < to; second++) {
    const at = T0 + second * 1000 + 300;
    observe(state, marketAt(midAt(second), at, change), { change: CHANGE, at });
  }
}

function rowAt(state: FeatureState, second: number) {
  const at = wallMs(T0 + second * 1000);
  const row = marketToFeatures(state, marketAt(midAt(second), at), at);
  const named = (name: string) => {
    const index = row.layout.names.indexOf(name);
    expect(index).toBeGreaterThanOrEqual(0);
    return row.present[index] === 1 ? row.values[index] : null;
  };
  return { row, named };
}

describe('feature rows', () => {
  it('before any data only the clock is present, and placeholders are 0', () => {
    const { row, named } = rowAt(createFeatureState(), 0);
    expect(row.values.every(Number.isFinite)).toBe(true);
    expect(named('rv·5m')).toBeNull();
    expect(named('microprice·offset')).toBeNull();
    expect(named('day·cos1')).not.toBeNull();
    expect([...row.values].filter((value, i) => row.present[i] === 0 && value !== 0)).toEqual([]);
  });

  it('after ten minutes the short windows are there and the four-hour one is not', () => {
    const state = createFeatureState();
    run(state, 0, 600);
    const { named } = rowAt(state, 600);
    expect(named('level·ewma5m')).not.toBeNull();
    expect(named('rv·60m')).not.toBeNull();
    expect(named('ewma·4h')).toBeNull();
    expect(named('microprice·offset')).toBeCloseTo(0.5, 9);
    expect(named('imbalance·5')).toBeCloseTo(0.5, 9);
  });

  it('after half an hour everything but the tape, the jumps and the long hours is there', () => {
    const state = createFeatureState({ ...UNFITTED_MINUTES });
    run(state, 0, 1_810);
    const { row } = rowAt(state, 1_810);
    const missing = row.layout.names.filter((_, i) => row.present[i] === 0);
    const expected = /^(rv·(4h|24h)|tsrv·(4h|24h)|jump·|flow·|basis)/;
    expect(missing.filter((name) => !expected.test(name))).toEqual([]);
    expect(missing).toContain('jump·age');
  });

  it('I22 the same events give the same bytes', () => {
    const rows = [0, 1].map(() => {
      const state = createFeatureState();
      run(state, 0, 300);
      return rowAt(state, 300).row.values;
    });
    expect([...(rows[0] ?? [])].map(String)).toEqual([...(rows[1] ?? [1])].map(String));
  });

  it('seconds while the book is stale, broken or offline are gaps', () => {
    for (const broken of [
      { book: { kind: 'broken', reason: 'test' } },
      { online: false },
      { midUsd: null },
    ] as const) {
      const state = createFeatureState();
      run(state, 0, 120);
      const before = state.variance.squares.counts[119 - 1] ?? 0;
      run(state, 120, 180, broken);
      expect(state.mid).toBeNull();
      expect(rowAt(state, 180).named('rv·10s')).toBeNull();
      expect(before).toBeGreaterThan(100);
    }
  });

  it('I23 silence past the book’s age budget is a gap, within it the last mid holds', () => {
    const state = createFeatureState();
    run(state, 0, 120);
    expect(rowAt(state, 124).named('microprice·offset')).not.toBeNull();
    expect(rowAt(state, 130).named('microprice·offset')).toBeNull();
    expect(rowAt(state, 160).named('rv·10s')).toBeNull();
  });

  it('F07 a refused event feeds nothing', () => {
    const state = createFeatureState();
    run(state, 0, 10);
    const at = T0 + 10_300;
    const refused = { ...CHANGE, accepted: false };
    observe(state, marketAt(200_000, at), { change: refused, at });
    expect(state.mid?.usd).toBe(midAt(9));
  });

  it('the basis is learnt from accepted index prints beside a trusted mid only', () => {
    const state = createFeatureState();
    const print = { touched: 'index', accepted: true, freshTrades: [], tickers: [] };
    for (let second = 0; second < 40; second++) {
      const at = T0 + second * 1000;
      observe(state, marketAt(95_000, at), { change: CHANGE, at });
      observe(state, marketAt(95_000, at), { change: print, at });
    }
    expect(currentBasis(state.basis)?.meanUsd).toBeCloseTo(5, 9);
    const held = state.basis.mean.weight;
    observe(state, marketAt(95_000, 0), { change: print, at: T0 + 90_000 });
    expect(state.basis.mean.weight).toBe(held);
  });

  it('a clock that steps back closes no second twice', () => {
    const state = createFeatureState();
    run(state, 0, 100);
    const { length } = state.variance.squares;
    run(state, 50, 60);
    expect(state.variance.squares.length).toBe(length);
  });
});
