// weights.json: a learned model's numbers for the plain evaluators. In: JSON of unknown shape. Out: its schema and its hash.
// Written by training, read back by it and by whoever runs the model: one schema for all of them (models E5 c, e).
import { z } from 'zod';
import { sha256 } from './hash.ts';

const numbers = z.array(z.number());
const sequence = {
  steps: z.int().positive(),
  inputNames: z.array(z.string()),
  staticNames: z.array(z.string()),
  inputMeans: numbers,
  staticMeans: numbers,
  lowest: z.number(),
  highest: z.number(),
  bias: z.number(),
};
const cell = z.object({
  inputWeights: numbers,
  hiddenWeights: numbers,
  inputBias: numbers,
  hiddenBias: numbers,
});

export const weightsSchema = z.object({
  format: z.literal(1),
  /** Length of the target. */
  minutes: z.int().positive(),
  /** 60 factors of variance by minute of the hour, mean 1. */
  profile: numbers.length(60),
  /** Least ln variance per minute by hour of day, and the share of it that holds. */
  floor: z.object({ hours: numbers.length(24), share: z.number() }),
  model: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('gbdt'), trees: z.unknown() }),
    z.object({
      kind: z.literal('gru'),
      ...sequence,
      hidden: z.int().positive(),
      cells: z.array(cell),
      head: numbers,
    }),
    z.object({ kind: z.literal('dlinear'), ...sequence, weights: numbers, staticWeights: numbers }),
  ]),
});

export type WeightsFile = z.infer<typeof weightsSchema>;

/** Hash of the parsed content: a formatter may break lines, and nothing else. */
export function weightsHash(json: unknown): string {
  return sha256(JSON.stringify(json));
}
