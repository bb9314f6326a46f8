// The manifest beside every model file. In: JSON text. Out: a checked manifest, or what is wrong with it.
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex');
const tensor = z.object({ name: z.string().min(1), shape: z.array(z.int().positive()).length(2) });

const schema = z.object({
  format: z.literal(1),
  /**
   * What the input is. `flags`: values of the live layout, then as many presence flags. `row`: one value a feature, NaN =
   * missing. `window`: steps × inputs, oldest first, then the statics, all finite; `layout.names` are inputs, then statics.
   */
  kind: z.enum(['flags', 'row', 'window']).default('flags'),
  window: z
    .object({ steps: z.int().positive(), inputs: z.int().positive(), statics: z.int().min(0) })
    .optional(),
  /** Names of outputs after the first: contributions of feature groups. */
  parts: z.array(z.string()).default([]),
  /** Equals the folder's name. */
  id: z.string().min(1).max(64),
  fileSha256: sha256,
  layout: z.object({ version: z.int(), hash: sha256, names: z.array(z.string()).min(1) }),
  input: tensor,
  output: tensor,
  /** Range of each feature in training; a live value far outside refuses the run (F107). */
  ranges: z.array(z.object({ name: z.string(), low: z.number(), high: z.number() })),
  /** Inputs with the outputs of another evaluator: the parity check at load (F108). */
  golden: z
    .array(
      z.object({
        /** Null is a missing value; only a `row` may have it. */
        input: z.array(z.number().nullable()),
        output: z.number(),
        parts: z.array(z.number()).default([]),
      }),
    )
    .min(8),
});

export type Manifest = z.infer<typeof schema>;

/** How many values one input has by its kind; null when a window lacks its sizes or they do not fit the names. */
function widthOf(manifest: Manifest): number | null {
  const names = manifest.layout.names.length;
  if (manifest.kind === 'flags') return 2 * names;
  if (manifest.kind === 'row') return names;
  const { window } = manifest;
  if (!window || window.inputs + window.statics !== names) return null;
  return window.steps * window.inputs + window.statics;
}

/** Parses and checks the manifest alone; the store compares it with the file and the layout. */
export function parseManifest(text: string): Result<Manifest> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail('manifest.json is not JSON');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail(`manifest.json: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  const manifest = parsed.data;
  const width = widthOf(manifest);
  const names = manifest.layout.names.length;
  if (width === null)
    return fail(`manifest.json: window: inputs and statics are not the ${names} features`);
  if (manifest.input.shape.join() !== [1, width].join())
    return fail(`manifest.json: input shape must be [1, ${width}] for ${names} features`);
  if (manifest.output.shape.join() !== [1, 1 + manifest.parts.length].join())
    return fail(`manifest.json: output shape must be [1, ${1 + manifest.parts.length}]`);
  if (manifest.ranges.map((each) => each.name).join() !== manifest.layout.names.join())
    return fail('manifest.json: ranges do not name the features in order');
  if (manifest.golden.some((row) => row.input.length !== width))
    return fail('manifest.json: a golden row has another width than the input');
  if (manifest.golden.some((row) => row.parts.length !== manifest.parts.length))
    return fail('manifest.json: a golden row has other parts than the output');
  if (manifest.kind !== 'row' && manifest.golden.some((row) => row.input.includes(null)))
    return fail('manifest.json: a golden row has a missing value');
  return ok(manifest);
}
