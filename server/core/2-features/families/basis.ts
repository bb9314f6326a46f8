// The settlement index against the spot mid. In: the view. Out: basis and its standard deviation in basis points.
// Source: kraken-api §7 (short EWMA of the venue's own stream, half-life 60 prints). Range: about −5 … 5, sd 0 … 2.
import type { Feature, FeatureView } from '../feature-view.ts';
import { type Basis, currentBasis } from '../index-basis.ts';

const family = 'basis';
const source = 'kraken-api §7';

function perBp({ state, midUsd }: FeatureView, part: (basis: Basis) => number): number | null {
  const basis = currentBasis(state.basis);
  return basis === null || midUsd === null ? null : (part(basis) / midUsd) * 10_000;
}

export const BASIS: readonly Feature[] = [
  {
    name: 'basis·bp',
    family,
    unit: 'basis points',
    range: [-5, 5],
    formula: 'EWMA of (BRTI − mid) ÷ mid',
    source,
    value: (view) => perBp(view, (basis) => basis.meanUsd),
  },
  {
    name: 'basis-sd·bp',
    family,
    unit: 'basis points',
    range: [0, 2],
    formula: 'standard deviation of (BRTI − mid) about that mean ÷ mid',
    source,
    value: (view) => perBp(view, (basis) => basis.sdUsd),
  },
];
