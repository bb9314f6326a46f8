// A gamma regression with log link: the linear model whose loss is QLIKE. In: rows, offsets, targets. Out: weights.
// Source: models B3 (QLIKE = half the gamma deviance) by Fisher scoring with a ridge to zero.

export interface GammaRows {
  readonly inputs: readonly Float64Array[];
  /** ln of the forecast that the correction is added to. */
  readonly offsets: readonly number[];
  readonly targets: readonly number[];
}

/** Solves A x = b in place by Gaussian elimination with partial pivoting. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const rows: Float64Array[] = matrix.map((row, i) => Float64Array.from([...row, right[i] ?? 0]));
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++)
      if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot] ?? right, rows[column] ?? right];
    const head = rows[column] ?? right;
    for (let i = 0; i < size; i++) {
      const row = rows[i];
      if (!row || i === column) continue;
      const factor = (row[column] ?? 0) / (head[column] ?? 1);
      for (let j = column; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (head[j] ?? 0);
    }
  }
  return Float64Array.from(rows, (row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}

/** Weights of ln h = offset + Σ wᵢ xᵢ. The last input should be the constant 1 (it carries no ridge). */
export function fitGamma(rows: GammaRows, ridge: number): Float64Array {
  const size = rows.inputs[0]?.length ?? 0;
  let weights = new Float64Array(size);
  for (let round = 0; round < 25; round++) {
    const information = Array.from({ length: size }, () => new Float64Array(size));
    const score = new Float64Array(size);
    rows.inputs.forEach((input, n) => {
      let log = rows.offsets[n] ?? 0;
      for (let i = 0; i < size; i++) log += (weights[i] ?? 0) * (input[i] ?? 0);
      const pull = Math.min(20, (rows.targets[n] ?? 0) * Math.exp(-log)) - 1;
      for (let i = 0; i < size; i++) {
        const value = input[i] ?? 0;
        if (value === 0) continue;
        score[i] = (score[i] ?? 0) + pull * value;
        const line = information[i];
        for (let j = 0; line && j < size; j++) line[j] = (line[j] ?? 0) + value * (input[j] ?? 0);
      }
    });
    for (let i = 0; i < size - 1; i++) {
      const line = information[i];
      if (line) line[i] = (line[i] ?? 0) + ridge;
      score[i] = (score[i] ?? 0) - ridge * (weights[i] ?? 0);
    }
    const step = solve(information, score);
    weights = weights.map((each, i) => each + (step[i] ?? 0));
    if (step.every((each) => Math.abs(each) < 1e-9)) break;
  }
  return weights;
}

/** QLIKE of a variance forecast: y/h − ln(y/h) − 1, ≥ 0, smaller is better. */
export function qlike(target: number, forecast: number): number {
  const ratio = target / forecast;
  return ratio - Math.log(ratio) - 1;
}
