// The spot book: its lean, its depth, its price. In: the view. Out: microprice, imbalances, spread, slopes.
// Source: models B6. Imbalances and microprice −1 … 1; spread in basis points and as ln ratio to its own 24 h mean;
// slope of a side = BTC per basis point up to its tenth level, as ln ratio to its own 24 h mean. Missing with the mid.
import { depthImbalance, micropriceOffset, spreadBp } from '../book-shape.ts';
import type { Feature } from '../feature-view.ts';
import { slopeRatio, spreadRatio } from '../liquidity.ts';

const family = 'spot book';
const source = 'models B6';

const IMBALANCES: readonly Feature[] = [1, 5, 10].map((levels) => ({
  name: `imbalance·${levels}`,
  family,
  unit: 'share',
  range: [-1, 1],
  formula: `(bid depth − ask depth) ÷ their sum, ${levels} level${levels > 1 ? 's' : ''}`,
  source,
  value: ({ spot }) => spot && depthImbalance(spot, levels),
}));

const SLOPES: readonly Feature[] = (['bids', 'asks'] as const).map((side) => ({
  name: `slope·${side}`,
  family,
  unit: 'ln ratio',
  range: [-3, 3],
  formula: `ln(BTC per basis point up to the tenth of the ${side} ÷ its 24 h mean)`,
  source,
  value: ({ spot, state }) => spot && slopeRatio(state.liquidity, state.orderFlow.held, side),
}));

export const BOOK: readonly Feature[] = [
  {
    name: 'microprice·offset',
    family,
    unit: 'half spreads',
    range: [-1, 1],
    formula: '(microprice − mid) ÷ half spread',
    source,
    value: ({ spot }) => spot && micropriceOffset(spot),
  },
  ...IMBALANCES,
  {
    name: 'spread·bp',
    family,
    unit: 'basis points',
    range: [0, 5],
    formula: '(ask − bid) ÷ mid',
    source,
    value: ({ spot }) => spot && spreadBp(spot),
  },
  {
    name: 'spread·day',
    family,
    unit: 'ln ratio',
    range: [-2, 4],
    formula: 'ln(spread ÷ its 24 h mean)',
    source,
    value: ({ spot, state }) => spot && spreadRatio(state.liquidity, state.orderFlow.held),
  },
  ...SLOPES,
];
