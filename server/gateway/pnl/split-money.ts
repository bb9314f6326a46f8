// One amount shared out by weight, exactly. In: 1e-6 $ and weights. Out: whole 1e-6 $ that sum to the amount.

/** Part i = what the first i parts are due together, less what the first i − 1 are; without any weight the first takes all. */
export function splitMoney(amount: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map((_, index) => (index === 0 ? amount : 0));
  let weight = 0;
  let given = 0;
  return weights.map((each) => {
    weight += each;
    const due = Number((BigInt(amount) * BigInt(weight)) / BigInt(total));
    const part = due - given;
    given = due;
    return part;
  });
}
