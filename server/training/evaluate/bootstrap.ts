// Intervals for means of dependent losses. In: sums by cluster and a seed. Out: mean, standard error, 95 % interval.
// Resampling whole clusters (4 h blocks of a series, markets of a panel) keeps what moves together together (models D4).
import { numberAt } from '#lib/number-at.ts';

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function seededUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A mean with its uncertainty; NaN bounds below two clusters. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly clusters: number;
}

/** Adds up values by cluster. */
export class ClusterSums {
  private readonly sums = new Map<string | number, { sum: number; count: number }>();

  add(cluster: string | number, value: number): void {
    const entry = this.sums.get(cluster);
    if (entry === undefined) this.sums.set(cluster, { sum: value, count: 1 });
    else {
      entry.sum += value;
      entry.count++;
    }
  }

  /** The mean over all values and its percentile interval over resampled clusters. */
  estimate(options: { readonly seed: number; readonly rounds?: number }): Estimate {
    const entries = [...this.sums.values()];
    const sums = Float64Array.from(entries, (each) => each.sum);
    const counts = Float64Array.from(entries, (each) => each.count);
    const count = counts.reduce((a, b) => a + b, 0);
    const mean = sums.reduce((a, b) => a + b, 0) / count;
    const clusters = entries.length;
    if (clusters < 2)
      return {
        mean,
        standardError: Number.NaN,
        low: Number.NaN,
        high: Number.NaN,
        count,
        clusters,
      };
    const means = resampledMeans(sums, counts, {
      rounds: options.rounds ?? 1_000,
      seed: options.seed,
    });
    const centre = means.reduce((a, b) => a + b, 0) / means.length;
    const spread = means.reduce((a, b) => a + (b - centre) ** 2, 0) / means.length;
    return {
      mean,
      standardError: Math.sqrt(spread),
      low: numberAt(means, Math.floor(0.025 * means.length)),
      high: numberAt(means, Math.ceil(0.975 * means.length) - 1),
      count,
      clusters,
    };
  }
}

/** Sorted means of resampled clusters. */
function resampledMeans(
  sums: Float64Array,
  counts: Float64Array,
  options: { readonly rounds: number; readonly seed: number },
): Float64Array {
  const uniform = seededUniform(options.seed);
  const means = new Float64Array(options.rounds);
  for (let round = 0; round < options.rounds; round++) {
    let [sum, count] = [0, 0];
    for (let draw = 0; draw < sums.length; draw++) {
      const pick = Math.floor(uniform() * sums.length);
      sum += numberAt(sums, pick);
      count += numberAt(counts, pick);
    }
    means[round] = sum / count;
  }
  return means.sort();
}
