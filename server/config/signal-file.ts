// The fitted numbers of the signal layer from their JSON file. In: a path. Out: checked parameters, or which field is wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { fail, ok, type Result } from '#lib/result.ts';

/** The file that comes with the code. */
const SIGNAL_FILE = join(import.meta.dirname, '..', 'models', 'signal.json');

const numbers = z.array(z.number());
const positive = z.number().positive();
const count = z.number().int().nonnegative();

/** One value for each of some horizons. */
function atHorizons<Value extends z.ZodType>(value: Value) {
  return z
    .array(z.strictObject({ minutes: z.literal(HORIZONS_MINUTES), value }))
    .refine((list) => new Set(list.map((each) => each.minutes)).size === list.length, {
      error: 'names a horizon twice',
    });
}

const linearFit = z
  .strictObject({ mean: numbers, sd: z.array(positive), weights: numbers, bias: z.number() })
  .refine((fit) => fit.mean.length === fit.sd.length && fit.sd.length === fit.weights.length, {
    error: 'its lists differ in length',
  });

const blendBucket = z.strictObject({
  bucketSeconds: positive,
  a: z.number(),
  b: z.number(),
  beta: z.number().min(0).max(1),
  betaPrecision: positive,
  markets: count,
});

const schema = z.strictObject({
  format: z.literal(1),
  profile: z.array(positive).length(60),
  garch: z.strictObject({
    longRun: positive,
    persistence: z.number().min(0).max(1),
    reaction: z.number().min(0).max(1),
  }),
  linear: z.array(
    z
      .strictObject({
        id: z.string().min(1),
        names: z.array(z.string().min(1)),
        fits: atHorizons(linearFit),
      })
      .refine(({ names, fits }) => fits.every((each) => each.value.mean.length === names.length), {
        error: 'a fit has another number of columns than there are names',
      }),
  ),
  combination: atHorizons(z.array(z.string().min(1)).min(1)).refine(
    (list) => list.length === HORIZONS_MINUTES.length,
    { error: 'lacks a horizon' },
  ),
  tails: atHorizons(z.strictObject({ nu: z.number().min(3), scale: positive })).min(1),
  residualSd: atHorizons(positive).min(1),
  floors: atHorizons(
    z.strictObject({ hours: z.array(positive).length(24), share: z.number().min(0).max(1) }),
  ),
  blends: z.array(
    z.strictObject({
      environment: z.enum(['recorded', 'simulated']),
      buckets: z.array(blendBucket),
    }),
  ),
  watch: z.array(
    z.strictObject({
      name: z.string().min(1),
      deciles: numbers.length(9),
      warn: positive,
      alarm: positive,
    }),
  ),
  origin: z.strictObject({
    text: z.string(),
    dataSha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'),
  }),
});

/** Checks the text of a file; every number finite, every list as long as it must be, no field unknown. */
export function parseSignal(text: string, source: string): Result<SignalParameters> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail(`${source} is not JSON`);
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? ok(parsed.data)
    : fail(`${source}: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
}

/** The parameters of this start; without them nothing is forecast, so there is no default. */
export function loadSignal(file: string = SIGNAL_FILE): Result<SignalParameters> {
  try {
    return parseSignal(readFileSync(file, 'utf8'), file);
  } catch {
    return fail(`${file} cannot be read`);
  }
}
