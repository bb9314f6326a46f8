// Model against market: calibration and blend in logits. In: settled quotes. Out: a, b and β with priors at "do nothing".
// Source: models C4 (two parameters, ridge to the identity) and D2 (β with prior N(0, .25²), within 0…1, start 0).

/** Probabilities this near to 0 or 1 are clipped before a logit or a logarithm (models D4.2). */
const CLIP = 0.002;

const PRIOR_SD = 0.25;

export function clip(p: number): number {
  return Math.max(CLIP, Math.min(1 - CLIP, p));
}

export function logit(p: number): number {
  const clipped = clip(p);
  return Math.log(clipped / (1 - clipped));
}

export function fromLogit(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** One settled quote: the market's mid, the model's probability, and whether YES won. */
export interface SettledPair {
  readonly mid: number;
  readonly model: number;
  readonly yes: boolean;
}

/** logit p → a + b·logit p; the identity is a = 0, b = 1. */
export interface Calibration {
  readonly a: number;
  readonly b: number;
}

export function calibrate(calibration: Calibration, p: number): number {
  return fromLogit(calibration.a + calibration.b * logit(p));
}

/** Newton steps on the penalised logistic likelihood; a ~ N(0, .25²), b ~ N(1, .25²). No data gives the identity. */
export function fitCalibration(pairs: readonly SettledPair[]): Calibration {
  const precision = 1 / PRIOR_SD ** 2;
  let [a, b] = [0, 1];
  for (let round = 0; round < 50; round++) {
    let [scoreA, scoreB] = [-precision * a, -precision * (b - 1)];
    let [aa, ab, bb] = [precision, 0, precision];
    for (const { model, yes } of pairs) {
      const x = logit(model);
      const p = fromLogit(a + b * x);
      const miss = (yes ? 1 : 0) - p;
      const weight = p * (1 - p);
      scoreA += miss;
      scoreB += miss * x;
      aa += weight;
      ab += weight * x;
      bb += weight * x * x;
    }
    const determinant = aa * bb - ab * ab;
    const stepA = (bb * scoreA - ab * scoreB) / determinant;
    const stepB = (aa * scoreB - ab * scoreA) / determinant;
    const damp = Math.min(1, 0.5 / Math.max(Math.abs(stepA), Math.abs(stepB), 1e-12));
    a += damp * stepA;
    b += damp * stepB;
    if (Math.abs(stepA) + Math.abs(stepB) < 1e-10) break;
  }
  return { a, b };
}

/** logit p* = logit mid + β (logit model − logit mid): β = 0 is the market. */
export function blend(beta: number, mid: number, model: number): number {
  return fromLogit(logit(mid) + beta * (logit(model) - logit(mid)));
}

/** Slope and curvature of the penalised log-likelihood at β. */
function posteriorAt(
  pairs: readonly SettledPair[],
  beta: number,
): { readonly score: number; readonly precision: number } {
  const prior = 1 / PRIOR_SD ** 2;
  let [score, precision] = [-prior * beta, prior];
  for (const { mid, model, yes } of pairs) {
    const distance = logit(model) - logit(mid);
    const p = blend(beta, mid, model);
    score += ((yes ? 1 : 0) - p) * distance;
    precision += p * (1 - p) * distance * distance;
  }
  return { score, precision };
}

/**
 * Newton steps on the penalised likelihood from β = 0, then clipped to 0…1; the precision is that of the posterior at the
 * clipped mode. No data gives β = 0 with the precision of the prior, 16.
 */
export function fitBlend(pairs: readonly SettledPair[]): {
  readonly beta: number;
  readonly betaPrecision: number;
} {
  let beta = 0;
  for (let round = 0; round < 50; round++) {
    const { score, precision } = posteriorAt(pairs, beta);
    const step = Math.max(-0.5, Math.min(0.5, score / precision));
    beta += step;
    if (Math.abs(step) < 1e-10) break;
  }
  const clipped = Math.max(0, Math.min(1, beta));
  return { beta: clipped, betaPrecision: posteriorAt(pairs, clipped).precision };
}
