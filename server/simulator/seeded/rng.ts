// Seeded randomness for the simulated world. In: a 32-bit-hashable seed text. Out: uniform, normal, exponential and t draws.
import { assertCondition } from '#lib/check.ts';

/** A deterministic source of draws; `fork` gives an independent stream that depends on the seed and the name only. */
export interface Rng {
  /** Uniform in [0, 1) with 32 random bits. */
  uniform(): number;
  /** Uniform integer in 0 … bound − 1. */
  below(bound: number): number;
  /** Standard normal (Box–Muller, both values used). */
  normal(): number;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
  /** Student-t with `freedom` > 2 integer degrees of freedom, scaled to unit variance. */
  studentT(freedom: number): number;
  /** True with probability `chance`. */
  chance(chance: number): boolean;
  /** An independent stream; drawing from it never moves this one. */
  fork(name: string): Rng;
  /** 128 random bits as a version-4 UUID, for venue-made ids. */
  uuid(): string;
}

/** Four 32-bit words from a text (FNV-1a with four offsets, then mixed as in MurmurHash3). */
function seedWords(text: string): [number, number, number, number] {
  const word = (offset: number): number => {
    let hash = offset >>> 0;
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  };
  return [word(0x811c9dc5), word(0x1b873593), word(0xcc9e2d51), word(0x9e3779b9)];
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, period at least 2^32. */
function sfc32(words: [number, number, number, number]): () => number {
  let [a, b, c, counter] = words;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** Two digits a byte. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex16(value: number): string {
  return `${HEX[(value >>> 8) & 0xff]}${HEX[value & 0xff]}`;
}

function hex32(value: number): string {
  return hex16(value >>> 16) + hex16(value);
}

/** A generator whose whole sequence follows from `seed`. */
export function createRng(seed: string | number): Rng {
  const name = String(seed);
  const next = sfc32(seedWords(name));
  let spare: number | null = null;

  const uniform = (): number => next() / 0x1_0000_0000;

  const normal = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };

  const studentT = (freedom: number): number => {
    assertCondition(Number.isInteger(freedom) && freedom > 2, 'freedom must be an integer above 2');
    let chiSquare = 0;
    for (let i = 0; i < freedom; i++) chiSquare += normal() ** 2;
    return normal() * Math.sqrt((freedom - 2) / chiSquare);
  };

  return {
    uniform,
    below: (bound) => {
      assertCondition(Number.isInteger(bound) && bound > 0, 'bound must be a positive integer');
      return Math.floor(uniform() * bound);
    },
    normal,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    studentT,
    chance: (chance) => uniform() < chance,
    fork: (child) => createRng(`${name}/${child}`),
    uuid: () => {
      const high = hex32(next());
      const middle = next();
      const version = hex16((middle & 0xfff) | 0x4000);
      const low = hex32(next());
      const variant = hex16((next() & 0x3fff) | 0x8000);
      return `${high}-${hex16(middle >>> 16)}-${version}-${variant}-${low}${hex16(next() >>> 16)}`;
    },
  };
}
