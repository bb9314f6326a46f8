// Student's t distribution. In: a score and degrees of freedom. Out: distribution and density.
import { assertCondition } from '#lib/check.ts';

/** Above this ν the integer sum is longer than the continued fraction. */
const LONGEST_SUM = 64;

const LANCZOS = [
  676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6,
  1.505_632_735_149_311_6e-7,
];

/** ln Γ(x) for x > 0.5 (Lanczos, g = 7): relative error below 1e-14. */
export function logGamma(x: number): number {
  const shifted = x - 1;
  let sum = 0.999_999_999_999_809_9;
  for (let i = 0; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? 0) / (shifted + i + 1);
  const base = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** Finite sum for whole ν (Abramowitz–Stegun 26.7.3 and 26.7.4). */
function wholeNuCdf(t: number, nu: number): number {
  const cosSquared = nu / (nu + t * t);
  const sine = t / Math.sqrt(nu + t * t);
  let term = 1;
  let sum = 1;
  if (nu % 2 === 0) {
    for (let k = 2; k <= nu - 2; k += 2) {
      term *= ((k - 1) / k) * cosSquared;
      sum += term;
    }
    return 0.5 + 0.5 * sine * sum;
  }
  const angle = Math.atan(t / Math.sqrt(nu));
  if (nu === 1) return 0.5 + angle / Math.PI;
  for (let k = 3; k <= nu - 2; k += 2) {
    term *= ((k - 1) / k) * cosSquared;
    sum += term;
  }
  return 0.5 + (angle + sine * Math.sqrt(cosSquared) * sum) / Math.PI;
}

/** Continued fraction of the incomplete beta function (modified Lentz). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / Math.max(tiny, 1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 400; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return value;
}

/** P(T ≤ −|t|) for any ν, by I_x(ν/2, ½)/2 with x = ν/(ν+t²). */
function anyNuTail(t: number, nu: number): number {
  const a = nu / 2;
  const x = nu / (nu + t * t);
  const front = Math.exp(
    logGamma(a + 0.5) -
      logGamma(a) -
      0.5 * Math.log(Math.PI) +
      a * Math.log(x) +
      0.5 * Math.log1p(-x),
  );
  if (x < (a + 1) / (a + 2.5)) return (0.5 * front * betaFraction(a, 0.5, x)) / a;
  return 0.5 * (1 - 2 * front * betaFraction(0.5, a, 1 - x));
}

/** P(T ≤ t) with ν degrees of freedom; ν > 0. Whole ν up to 64 by a finite sum, others by a continued fraction. */
export function studentCdf(t: number, nu: number): number {
  if (!(nu > 0)) assertCondition(false, `degrees of freedom must be > 0, got ${nu}`);
  if (t === 0) return 0.5;
  if (Number.isInteger(nu) && nu <= LONGEST_SUM) return wholeNuCdf(t, nu);
  const tail = anyNuTail(t, nu);
  return t > 0 ? 1 - tail : tail;
}

/** Density of T at t. */
export function studentDensity(t: number, nu: number): number {
  const front = Math.exp(logGamma((nu + 1) / 2) - logGamma(nu / 2)) / Math.sqrt(nu * Math.PI);
  return front * (1 + (t * t) / nu) ** (-(nu + 1) / 2);
}

/** P(X ≤ z) for a t scaled to unit variance: F_ν(z·√(ν/(ν−2))) (models A3). ν > 2. */
export function unitStudentCdf(z: number, nu: number): number {
  if (!(nu > 2)) assertCondition(false, `a t of unit variance needs ν > 2, got ${nu}`);
  return studentCdf(z * Math.sqrt(nu / (nu - 2)), nu);
}

/** Density of that unit-variance t. */
export function unitStudentDensity(z: number, nu: number): number {
  const scale = Math.sqrt(nu / (nu - 2));
  return scale * studentDensity(z * scale, nu);
}
