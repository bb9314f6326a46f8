// How everything here is timed. In: work to repeat. Out: nanoseconds per unit, and percentiles of single calls.

/** Nanoseconds of one run of `work`. */
function timeOnce(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) * 1e6;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Median over `rounds` of the ns each competitor needs per unit. Competitors take turns within a round, so that a slow
 * moment of the machine hits all of them; two rounds before warm the compiler up.
 */
export function compare(
  competitors: Readonly<Record<string, () => void>>,
  options: { readonly rounds: number; readonly units: number },
): Readonly<Record<string, number>> {
  const samples = new Map<string, number[]>();
  for (const name of Object.keys(competitors)) samples.set(name, []);
  for (let round = -2; round < options.rounds; round++)
    for (const [name, work] of Object.entries(competitors)) {
      const ns = timeOnce(work) / options.units;
      if (round >= 0) samples.get(name)?.push(ns);
    }
  return Object.fromEntries([...samples].map(([name, values]) => [name, median(values)]));
}

export interface Percentiles {
  readonly calls: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly worstUs: number;
}

/** Order statistics of durations in µs; NaN without any. */
export function percentilesOf(us: readonly number[]): Percentiles {
  const sorted = Float64Array.from(us).sort();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { calls: sorted.length, p50Us: at(0.5), p99Us: at(0.99), worstUs: at(1) };
}

/** Collects single durations. */
export class Durations {
  readonly #us: number[] = [];

  /** Times one call. */
  time(work: () => void): void {
    this.#us.push(timeOnce(work) / 1000);
  }

  percentiles(): Percentiles {
    return percentilesOf(this.#us);
  }
}
