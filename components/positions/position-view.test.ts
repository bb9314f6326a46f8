// Positions: disagreement first, a missing mark makes the sum missing, not smaller.
import { describe, expect, it } from 'vitest';
import { totalsOf } from '#lib/wire/position-totals.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import { prospectsOf, shownPositions } from './position-view.ts';

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

  it('a closed position needs no mark and still counts its result, less the fees of open ones too', () => {
    const totals = totalsOf([
      row({ contracts: 0, unrealisedMicro: null, realisedMicro: -3, feesMicro: 2 }),
      row({ unrealisedMicro: 5, feesMicro: 1 }),
    ]);
    expect(totals).toEqual({ netMicro: -6, unrealisedMicro: 5 });
  });

  it('a NO position loses its cost at worst, and at best is paid a dollar a contract', () => {
    const held = row({ contracts: -1_000, costMicro: 4_630_000, markMicro: 4_800_000 });
    expect(prospectsOf(held)).toEqual({
      ...{ entry: 4_630, mark: 4_800, valueMicro: 4_800_000 },
      ...{ worstMicro: -4_630_000, bestMicro: 5_370_000 },
    });
  });

  it('without a mark there is no value, and the worst case is known all the same', () => {
    const held = row({ contracts: 1_000, costMicro: 4_630_000, markMicro: null });
    expect(prospectsOf(held)).toMatchObject({
      ...{ mark: null, valueMicro: null, worstMicro: -4_630_000 },
    });
    expect(prospectsOf(row({ contracts: 0 }))).toBeNull();
  });
});
