// The fields of a manifest. In: parsed JSON. Out: typed fields. Shipped ones may carry more; added ones say all and no more.
import { z } from 'zod';
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex');
const tensor = z.strictObject({
  name: z.string().min(1),
  shape: z.array(z.int().positive()).length(2),
});
const said = z.string().min(1, 'is empty');
const instant = z.int().positive();

const fields = {
  format: z.literal(1),
  kind: z.enum(['flags', 'row', 'window']).default('flags'),
  window: z
    .strictObject({
      steps: z.int().positive(),
      inputs: z.int().positive(),
      statics: z.int().min(0),
    })
    .optional(),
  /** Names of outputs after the first: contributions of feature groups. */
  parts: z.array(said).default([]),
  /** Name of the model and of its folder; a path cannot be written with it. */
  id: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words and digits joined by -'),
  fileSha256: sha256,
  /** Hash of the content of weights.json, when there is one. */
  weightsSha256: sha256.optional(),
  layout: z.strictObject({ version: z.int(), hash: sha256, names: z.array(said).min(1) }),
  input: tensor,
  output: tensor,
  outputMeaning: said.optional(),
  horizonMinutes: z.literal(HORIZONS_MINUTES).optional(),
  training: z.looseObject({}),
  licence: said.optional(),
  /** Range of each feature in training; a live value far outside refuses the run (F107). */
  ranges: z.array(z.strictObject({ name: said, low: z.number(), high: z.number() })),
  /** Nine inner deciles of each input over the training rows; a model from elsewhere need not say. */
  deciles: z.array(z.strictObject({ name: said, edges: z.array(z.number()).length(9) })).optional(),
  /** Who computed the golden outputs: the library that trained, or the file itself, which proves less. */
  goldenFrom: z.enum(['trainer', 'file']).optional(),
  /** Inputs with the outputs of another evaluator: the parity check at load (F108). */
  golden: z
    .array(
      z.strictObject({
        /** Null is a missing value; only a `row` may have it. */
        input: z.array(z.number().nullable()),
        output: z.number(),
        parts: z.array(z.number()).default([]),
      }),
    )
    .min(8),
};

/** What a model of this repository says. */
export const shippedManifest = z.object(fields);

export type Manifest = z.infer<typeof shippedManifest>;

/** What a model from elsewhere says: every field but sizes, parts and weights is required, and unknown ones are refused. */
export const addedManifest = z.strictObject({
  ...fields,
  kind: z.enum(['row', 'window']),
  outputMeaning: said,
  horizonMinutes: z.literal(HORIZONS_MINUTES),
  training: z.looseObject({ fromMs: instant, toMs: instant, dataSha256: sha256, loss: said }),
  licence: said,
});
