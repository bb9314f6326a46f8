// Log-odds and back. In: a probability. Out: ln(p ÷ (1 − p)), in full or held to what evidence can speak of.
import { exponential } from './exponential.ts';

/** A settled outcome speaks of probabilities within .002 … .998 (models D4.2): certainty beyond it counts as that. */
const EVIDENCE_CLIP = 0.002;
/** ln(.998/.002). */
const EVIDENCE_REACH = Math.log((1 - EVIDENCE_CLIP) / EVIDENCE_CLIP);
/** Nearer to 0 or 1 than this is certainty: the logarithm stays finite. */
const LEAST = 1e-12;

/** ln(p/(1 − p)), within ±27.7. */
export function logit(p: number): number {
  const within = Math.max(LEAST, Math.min(1 - LEAST, p));
  return Math.log(within / (1 - within));
}

/** p held within .002 … .998: what a score by logarithms is taken of. */
export function heldProbability(p: number): number {
  return Math.max(EVIDENCE_CLIP, Math.min(1 - EVIDENCE_CLIP, p));
}

/** Log-odds held within ±6.21, .002 … .998: what is fitted on, and the farthest a model may pull. */
export function heldLogit(x: number): number {
  return Math.max(-EVIDENCE_REACH, Math.min(EVIDENCE_REACH, x));
}

/** The log-odds of p, held within .002 … .998. */
export function evidenceLogit(p: number): number {
  return heldLogit(logit(p));
}

/** The probability of a log-odds. */
export function fromLogit(x: number): number {
  return 1 / (1 + exponential(-x));
}
