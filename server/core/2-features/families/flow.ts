// Who pushes: order flow of the book, trades, and how fast they come. In: the view. Out: OFI, signed flow, intensity.
// Source: models B6. OFI about −10 … 10 of the mean depth a side; flow −1 … 1; intensity as ln ratio to its own 24 h mean.
import type { Feature } from '../feature-view.ts';
import { FLOW_LEVELS, orderFlowImbalance } from '../order-flow.ts';
import { signedFlow, tradeIntensity } from '../trade-flow.ts';

const WINDOWS = [10, 60] as const;
const source = 'models B6';

const ORDERS: readonly Feature[] = FLOW_LEVELS.flatMap((levels) =>
  WINDOWS.map((seconds) => ({
    name: `ofi·${levels}·${seconds}s`,
    family: 'order flow',
    unit: 'mean depths',
    range: [-10, 10] as const,
    formula: `Σ (bid − ask additions) over ${seconds} s and ${levels} level${levels > 1 ? 's' : ''} ÷ mean depth a side`,
    source,
    value: ({ state }) => orderFlowImbalance(state.orderFlow, levels, seconds),
  })),
);

const TRADES: readonly Feature[] = WINDOWS.flatMap((seconds) => [
  {
    name: `flow·${seconds}s`,
    family: 'trades',
    unit: 'share',
    range: [-1, 1] as const,
    formula: `(bought − sold) ÷ traded over ${seconds} s`,
    source,
    value: ({ state }) => signedFlow(state.flow, seconds),
  },
  {
    name: `intensity·${seconds}s`,
    family: 'trades',
    unit: 'ln ratio',
    range: [-5, 5] as const,
    formula: `ln(trades a second over ${seconds} s ÷ their 24 h mean)`,
    source,
    value: ({ state }) => tradeIntensity(state.flow, seconds),
  },
]);

export const FLOW: readonly Feature[] = [...ORDERS, ...TRADES];
