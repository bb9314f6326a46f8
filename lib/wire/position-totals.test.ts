// Unrealised by market and series: what is open alone, and a missing mark makes its group missing.
import { expect, test } from 'vitest';
import { seriesName, unrealisedBy } from './position-totals.ts';
import type { PositionRow } from './trade-rows.ts';

function row(ticker: string, contracts: number, unrealisedMicro: number | null): PositionRow {
  return {
    ...{ ticker, title: '', contracts, costMicro: 0, feesMicro: 0, realisedMicro: 0 },
    ...{ markMicro: null, unrealisedMicro, closeAt: 1, state: 'open' },
    ...{ venueContracts: null, result: null },
  };
}

test('a group is what its open positions are, missing where one has no mark, absent where none is open', () => {
  const rows = [
    row('KXBTCD-A', 100, 5),
    row('KXBTCD-B', -100, 7),
    row('KXBTC15M-A', 100, 3),
    row('KXBTC15M-B', 100, null),
    row('KXBTC-A', 0, null),
  ];
  const found = unrealisedBy(rows, ({ ticker }) => seriesName(ticker));
  expect([...found]).toEqual([
    ['KXBTCD', 12],
    ['KXBTC15M', null],
  ]);
  expect(seriesName('KXNFL-1')).toBe('other products');
});
