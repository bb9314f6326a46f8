// What jumps did. In: the view. Out: jump share, MedRV, age and size of the last jump.
// Source: models B2 (bipower, Lee–Mykland, MedRV on a 5 s grid: zero returns of a finer one bias them). Shares 0 … 1, the
// size in local σ with its sign. The last jump is missing while none was seen within a day: that is no age of zero.
import { type Feature, logRatio } from '../feature-view.ts';
import { JUMP_LIMIT_SIGMA, medianVariance } from '../jumps.ts';
import { jumpShare } from '../realised-variance.ts';

const REMEMBERED_S = 86_400;
const family = 'jumps';

export const JUMPS: readonly Feature[] = [
  {
    name: 'jump-share·15m',
    family,
    unit: 'share',
    range: [0, 1],
    formula: 'max(0, 1 − bipower ÷ RV) over 15 m, 5 s returns',
    source: 'models B2',
    value: ({ state }) => jumpShare(state.variance, 900),
  },
  {
    name: 'medrv·15m',
    family,
    unit: 'ln ratio',
    range: [-4, 3],
    formula: 'ln(π ÷ (6 − 4√3 + π) × mean of med(|r|, |r′|, |r″|)² ÷ 5 over 15 m ÷ EWMA 30 m)',
    source: 'models B2',
    value: ({ state, level }) => logRatio(medianVariance(state.jumps, 900), level),
  },
  {
    name: 'jump·age',
    family,
    unit: 'ln(1 + minutes)',
    range: [0, 7.3],
    formula: `ln(1 + minutes since |5 s return| last exceeded ${JUMP_LIMIT_SIGMA.toFixed(2)} local σ)`,
    source: 'models B2',
    value({ state: { jumps }, at }) {
      const ageS = jumps.last === null ? Number.NaN : at / 1000 - jumps.last.second;
      return ageS >= 0 && ageS <= REMEMBERED_S ? Math.log1p(ageS / 60) : null;
    },
  },
  {
    name: 'jump·size',
    family,
    unit: 'σ',
    range: [-50, 50],
    formula: '5 s return of the last jump ÷ local σ (bipower of the 15 m before)',
    source: 'models B2',
    value({ state: { jumps }, at }) {
      const ageS = jumps.last === null ? Number.NaN : at / 1000 - jumps.last.second;
      return ageS >= 0 && ageS <= REMEMBERED_S ? (jumps.last?.sigmas ?? null) : null;
    },
  },
];
