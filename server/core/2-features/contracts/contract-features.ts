// The features of one contract, as the registry lists them. In: a sight of it. Out: entries and their values in order.
// σ here is the 30 min EWMA level, not the forecast: features come before models. Formulas: contract-figures.ts.
import type { FeatureEntry } from '#lib/domain/features.ts';
import { layoutOf } from '../layout-of.ts';
import { bookImbalance, moneyness, requiredDistance } from './contract-figures.ts';
import type { ContractSight } from './contract-sight.ts';

/** Raised whenever a name, an order or a formula of this list changes. */
const VERSION = 1;
const SECONDS_PER_YEAR = 31_536_000;

interface ContractFeature extends FeatureEntry {
  readonly value: (sight: ContractSight) => number | null;
}

const QUOTES: readonly ContractFeature[] = [
  {
    name: 'implied·probability',
    family: 'contract quotes',
    unit: 'probability',
    range: [0, 1],
    formula: '(best bid + best ask) ÷ 2',
    source: 'models D2',
    value: (sight) => sight.probability,
  },
  {
    name: 'implied·variance',
    family: 'contract quotes',
    unit: 'ln ratio',
    range: [-3, 3],
    formula: 'ln(((M − K) ÷ (S·Φ⁻¹(mid)))² ÷ vₑ ÷ EWMA 30 m)',
    source: 'models A2 (2), (4)',
    value: ({ impliedVariance: variance, level }) =>
      variance === null || level === null ? null : Math.log(variance / level),
  },
  {
    name: 'implied·vol',
    family: 'contract quotes',
    unit: 'per √year',
    range: [0.05, 3],
    formula: '√(implied variance a second × 31 536 000)',
    source: 'models A2 (2), (4)',
    value: ({ impliedVariance: variance }) =>
      variance === null ? null : Math.sqrt(variance * SECONDS_PER_YEAR),
  },
  {
    name: 'quote·spread',
    family: 'contract quotes',
    unit: 'probability',
    range: [0, 0.2],
    formula: 'best ask − best bid',
    source: 'models B6',
    value: ({ bid, ask }) => (bid && ask ? (ask.price - bid.price) / 10_000 : null),
  },
];

const ORDERS: readonly ContractFeature[] = [
  ...[1, 5].map((levels) => ({
    name: `book·imbalance·${levels}`,
    family: 'contract orders',
    unit: 'share',
    range: [-1, 1] as const,
    formula: `(bid size − ask size) ÷ (bid size + ask size), ${levels} level${levels > 1 ? 's' : ''}`,
    source: 'models B6',
    value: (sight: ContractSight) => bookImbalance(sight, levels),
  })),
  {
    name: 'tape·flow·60s',
    family: 'contract orders',
    unit: 'share',
    range: [-1, 1],
    formula: '(YES bought − YES sold) ÷ traded, 60 s',
    source: 'models B6',
    value: (sight) => sight.flow,
  },
];

const SETTLEMENT: readonly ContractFeature[] = [
  {
    name: 'time·to-close',
    family: 'settlement',
    unit: 'ln(1 + minutes)',
    range: [0, 4.2],
    formula: 'ln(1 + seconds to close ÷ 60)',
    source: 'models A1',
    value: ({ window: { secondsToClose } }) =>
      secondsToClose < 0 ? null : Math.log1p(secondsToClose / 60),
  },
  {
    name: 'moneyness·sigma',
    family: 'settlement',
    unit: 'σ',
    range: [-10, 10],
    formula: '(M − K) ÷ (S·√(EWMA 30 m × vₑ)), positive where YES wins',
    source: 'models A2 (1), (2)',
    value: moneyness,
  },
  {
    name: 'window·known',
    family: 'settlement',
    unit: 'share',
    range: [0, 1],
    formula: 'received prints of the settlement minute ÷ 60',
    source: 'models A1',
    value: ({ window }) => window.knownCount / 60,
  },
  {
    name: 'window·required',
    family: 'settlement',
    unit: 'σ',
    range: [-10, 10],
    formula: '(S − K*) ÷ (S·√(EWMA 30 m × seconds to close)), K* = (60K − Σ) ÷ m',
    source: 'models A2 (5)',
    value: requiredDistance,
  },
];

const FEATURES = [...QUOTES, ...ORDERS, ...SETTLEMENT];

/** The contract section of the registry. */
export const CONTRACT_ENTRIES: readonly FeatureEntry[] = FEATURES;

/** The layout of every contract's row. */
export const CONTRACT_LAYOUT = layoutOf(CONTRACT_ENTRIES, VERSION);

/** Values in the order of CONTRACT_ENTRIES. */
export function contractValues(sight: ContractSight): readonly (number | null)[] {
  return FEATURES.map((feature) => feature.value(sight));
}
