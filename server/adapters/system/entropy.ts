// The real source of randomness: the operating system's generator. Out: uniform floats and version 4 UUIDs.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Entropy } from '#server/ports/entropy.ts';

/** Draws from node:crypto; 48 random bits per float, which is plenty for jitter. */
export function createSystemEntropy(): Entropy {
  return {
    random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    uuid: () => randomUUID(),
  };
}
