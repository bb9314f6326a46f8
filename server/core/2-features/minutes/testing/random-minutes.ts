// Random minutes for tests: clustered moves, still stretches, holes. In: a seed. Out: bars, null where a minute is missing.
import { wallMs } from '#lib/domain/instant.ts';
import type { MinuteBar, MinuteRow } from '#lib/domain/minute-row.ts';
import { sha256 } from '#lib/hash.ts';

/** Uniform numbers in 0 … 1 by a 32-bit mix of a counter. */
export function uniformsFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `minutes` bars that end one minute apart after `fromMs`; about `holes` of them are missing. */
export function randomMinutes(options: {
  readonly seed: number;
  readonly fromMs: number;
  readonly minutes: number;
  readonly holes: number;
}): readonly (MinuteBar | null)[] {
  const uniform = uniformsFrom(options.seed);
  let [price, still] = [90_000, 0];
  return Array.from({ length: options.minutes }, (_, i) => {
    still = still > 0 ? still - 1 : uniform() < 0.005 ? 40 : 0;
    const size = still > 0 ? 0 : 1e-3 * (0.2 + uniform() ** 4 * 8);
    const open = price;
    price *= Math.exp(size * (uniform() - 0.5));
    const reach = 1 + 0.3 * size * uniform();
    if (uniform() < options.holes) return null;
    return {
      endMs: wallMs(options.fromMs + (i + 1) * 60_000),
      open,
      high: Math.max(open, price) * reach,
      low: Math.min(open, price) / reach,
      close: price,
      volume: uniform() < 0.02 ? Number.NaN : 5 * uniform(),
    };
  });
}

/** SHA-256 over every bit of a row. */
export function rowBits(row: MinuteRow): string {
  const arrays = [...row.horizons.flatMap((each) => [each.columns, each.statics]), row.window];
  const bits = arrays.flatMap((each) => [...new Uint32Array(each.buffer)]);
  const numbers = [row.base, ...Object.values(row.levels), ...row.floors];
  return sha256([...numbers.map((each) => (Object.is(each, -0) ? '-0' : each)), ...bits].join());
}
