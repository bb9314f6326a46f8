// The training loss of the sequence models. In: ln(realised ÷ offset) and the correction. Out: loss and its slope.
// QLIKE(u) = e^u − u − 1 with u = ln(realised) − ln(forecast) (models B3); beyond u = ln 20 it goes on as a straight line,
// so that one burst cannot own a batch. Convex, with a continuous slope.

/** e^u beyond which the loss is linear. */
const STEEPEST = 20;
const LIMIT = Math.log(STEEPEST);

/** Loss of one row, ≥ 0; 0 when the correction equals the log ratio. */
export function clampedQlike(logRatio: number, correction: number): number {
  const miss = logRatio - correction;
  if (miss <= LIMIT) return Math.exp(miss) - miss - 1;
  return STEEPEST * (1 + miss - LIMIT) - miss - 1;
}

/** d loss / d correction: between −19 and 1. */
export function clampedQlikeSlope(logRatio: number, correction: number): number {
  return 1 - Math.min(STEEPEST, Math.exp(logRatio - correction));
}
