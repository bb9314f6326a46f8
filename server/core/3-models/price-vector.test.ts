// Check values re-typed from the published tables, one per kind, and refusal of what cannot be compared.
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { priceVector } from './price-vector.ts';

const BASE = { spot: 95_000, sigmaAnnual: 0.5, pMCse: 3e-4 };

const VECTORS = [
  {
    id: 'RNG00',
    kind: 'range',
    lower: 94_875,
    upper: 95_125,
    tauSec: 3_600,
    pLognormal2m: 0.195605638439,
    pMC: 0.1955625,
  },
  {
    id: 'STT01',
    kind: 'above_student_t',
    strike: 94_242.93,
    nu: 4,
    tauSec: 3_600,
    pStudentT: 0.9494039145,
    pNormalSameVar: 0.9331922652,
    pMC: 0.9495145,
  },
  {
    id: 'MIX01',
    kind: 'above_lognormal_variance_mixture',
    strike: 93_738.21,
    logVarSd: 0.45,
    tauSec: 3_600,
    pMixtureGH15: 0.99090658647,
    pMC: 0.9909765,
  },
  {
    id: 'JMP03',
    kind: 'above_merton',
    strike: 94_938.72,
    sigmaAnnual: 0.4,
    jumpsPerHour: 2,
    jumpLogSd: 0.002,
    tauSec: 60,
    pMerton: 0.97012447754,
    pMC: 0.9700255,
  },
  {
    id: 'UPD02',
    kind: 'updown_forward_start',
    tauToRefSec: 20,
    refKnownSum: 3_800_480,
    vEffSec: 874.3,
    pLognormal: 0.486717003,
    pMC: 0.4862845,
  },
  {
    id: 'TSV00',
    kind: 'above_variance_term_structure',
    strike: 94_854.48,
    sigmaAnnualPreWindow: 0.4,
    sigmaAnnualInWindow: 0.9,
    tauSec: 900,
    pNormal: 0.75803908816,
    pLognormal2m: 0.75786499,
    pMC: 0.757541,
  },
  {
    id: 'BAS00',
    kind: 'above_with_basis_sd',
    strike: 94_863.48,
    basisSdUsd: 12,
    tauSec: 300,
    pNormal: 0.84041346379,
    pMC: 0.840413,
  },
  { id: 'TRM02', kind: 'above_trim20', strike: 94_980.4, tauSec: 60, pMC: 0.699938 },
];

describe('published check values', () => {
  it.each(VECTORS)('$id $kind', (vector) => {
    const outcome = unwrap(priceVector({ ...BASE, ...vector }));
    expect(outcome.checks.length).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ agrees: true });
  });

  it('a value that is off by more than its tolerance disagrees', () => {
    const outcome = unwrap(priceVector({ ...BASE, ...VECTORS[0], pMC: 0.1975 }));
    expect(outcome.agrees).toBe(false);
  });

  it('an unknown kind and a missing field are errors, never agreements', () => {
    expect(priceVector({ id: 'X', kind: 'nothing' })).toMatchObject({ ok: false });
    expect(priceVector({ id: 'X', kind: 'range', spot: 1 })).toMatchObject({ ok: false });
  });
});
