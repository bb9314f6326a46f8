// Positions: disagreement first, a missing mark makes the sum missing, not smaller.
import { describe, expect, it } from 'vitest';
import { totalsOf } from '#lib/wire/position-totals.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import { shownPositions } from './position-view.ts';

function row(part: Partial<PositionRow>): PositionRow {
  return {
    ticker: 'T',
    title: '',
    contracts: 1_000,
    costMicro: 0,
    feesMicro: 0,
    realisedMicro: 0,
    markMicro: 0,
    unrealisedMicro: 0,
    closeAt: 1,
    state: 'open',
    venueContracts: null,
    result: null,
    ...part,
  };
}

describe('position view', () => {
  it('what the venue disputes stands first, settled last', () => {
    const rows = [
      row({ ticker: 'done', state: 'settled' }),
      row({ ticker: 'late', closeAt: 9 }),
      row({ ticker: 'soon', closeAt: 2 }),
      row({ ticker: 'odd', state: 'disagree', closeAt: 5 }),
    ];
    expect(shownPositions(rows).map((each) => each.ticker)).toEqual([
      'odd',
      'soon',
      'late',
      'done',
    ]);
  });

  it('one open position without a mark makes the unrealised sum missing', () => {
    const totals = totalsOf([
      row({ unrealisedMicro: 5 }),
      row({ unrealisedMicro: null }),
      row({ unrealisedMicro: 7 }),
    ]);
    expect(totals.unrealisedMicro).toBeNull();
  });

  it('a closed position needs no mark and still counts its realised profit', () => {
    const totals = totalsOf([
      row({ contracts: 0, unrealisedMicro: null, realisedMicro: -3 }),
      row({ unrealisedMicro: 5 }),
    ]);
    expect(totals).toEqual({ realisedMicro: -3, unrealisedMicro: 5 });
  });
});
