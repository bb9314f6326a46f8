// Tails of standardised returns: ν and scale of a unit-variance t. In: z = return ÷ forecast deviation. Out: ν ≥ 3, scale.
// Source: models A3 (maximum likelihood with a prior at 5, never below 3).

import { numberAt } from '#lib/number-at.ts';
import { logGamma } from '#server/core/3-models/student-t.ts';
import { nelderMead } from './nelder-mead.ts';

/** The residual is scale × T with T of unit variance and ν degrees of freedom. */
export interface TailFit {
  readonly nu: number;
  readonly scale: number;
}

const LEAST_NU = 3;
const PRIOR_NU = 5;
/** sd of the prior of ln(ν − 2). */
const PRIOR_SD = 0.4;

function negativeLogPosterior(z: ArrayLike<number>, nu: number, scale: number): number {
  const width = scale * Math.sqrt((nu - 2) / nu);
  const front = logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(nu * Math.PI);
  let sum = z.length * (Math.log(width) - front);
  for (let i = 0; i < z.length; i++)
    sum += ((nu + 1) / 2) * Math.log1p((numberAt(z, i) / width) ** 2 / nu);
  const pull = (Math.log(nu - 2) - Math.log(PRIOR_NU - 2)) / PRIOR_SD;
  return sum + 0.5 * pull * pull;
}

/** Fits both; with no data the prior: ν = 5, scale 1. */
export function fitTail(z: ArrayLike<number>): TailFit {
  if (z.length === 0) return { nu: PRIOR_NU, scale: 1 };
  const decode = (at: readonly number[]) => ({
    nu: LEAST_NU + Math.exp(Math.min(5, at[0] ?? 0)),
    scale: Math.exp(at[1] ?? 0),
  });
  const best = nelderMead(
    (at) => {
      const { nu, scale } = decode(at);
      return negativeLogPosterior(z, nu, scale);
    },
    [Math.log(PRIOR_NU - LEAST_NU), 0],
    { step: 0.3, tolerance: 1e-9, rounds: 300 },
  );
  return decode(best);
}
