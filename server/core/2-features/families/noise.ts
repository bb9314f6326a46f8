// How clean the 1 s mids are: shown as data quality. In: the view. Out: noise share and signature ratio.
// Source: models B1: ω̂² = max(0, −γ₁) of 1 s returns; RV(1 s)/RV(15 s) within 0.8 … 1.5 or the samples are not trusted.
import type { Feature } from '../feature-view.ts';
import { noiseShare, signatureRatio } from '../fine-returns.ts';

const family = 'noise';

export const NOISE: readonly Feature[] = [
  {
    name: 'noise·15m',
    family,
    unit: 'share',
    range: [0, 0.5],
    formula: 'max(0, −mean of r·r′) ÷ mean of r², 1 s returns over 15 m',
    source: 'models B1',
    value: ({ state }) => noiseShare(state.fine, 900),
  },
  {
    name: 'signature·60m',
    family,
    unit: 'ratio',
    range: [0.8, 1.5],
    formula: 'RV(1 s) ÷ RV(15 s) over 60 m',
    source: 'models B1',
    value: ({ state }) => signatureRatio(state.fine, 3_600),
  },
];
