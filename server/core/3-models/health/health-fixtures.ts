// Seeded chance for the tests of this folder. In: a seed. Out: uniform, normal and Student numbers, the same on every run.

/** Uniform numbers in [0, 1), 32 bits each (a Weyl sequence through a mixing function). */
export function seededUniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** One standard normal number (Box–Muller). */
export function normalFrom(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** One number of a Student t of unit variance with whole ν > 2. */
export function studentFrom(uniform: () => number, nu: number): number {
  let squares = 0;
  for (let i = 0; i < nu; i++) squares += normalFrom(uniform) ** 2;
  return normalFrom(uniform) * Math.sqrt((nu - 2) / squares);
}

/** A coin that shows 1 with probability p. */
export function coinFrom(uniform: () => number, p: number): 0 | 1 {
  return uniform() < p ? 1 : 0;
}
