// The manifest beside every model file. In: JSON text. Out: a checked manifest, or what is wrong with it.
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex');
const tensor = z.object({ name: z.string().min(1), shape: z.array(z.int().positive()).length(2) });

const schema = z.object({
  format: z.literal(1),
  /** Equals the folder's name. */
  id: z.string().min(1).max(64),
  fileSha256: sha256,
  layout: z.object({ version: z.int(), hash: sha256, names: z.array(z.string()).min(1) }),
  input: tensor,
  output: tensor,
  /** Range of each feature in training; a live value far outside refuses the run (F107). */
  ranges: z.array(z.object({ name: z.string(), low: z.number(), high: z.number() })),
  /** Inputs with the outputs of another evaluator: the parity check at load (F108). */
  golden: z.array(z.object({ input: z.array(z.number()), output: z.number() })).min(8),
});

export type Manifest = z.infer<typeof schema>;

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
  const width = manifest.input.shape[1] ?? 0;
  const names = manifest.layout.names.length;
  if (manifest.input.shape[0] !== 1 || width !== 2 * names)
    return fail(`manifest.json: input shape must be [1, ${2 * names}] for ${names} features`);
  if (manifest.ranges.map((each) => each.name).join() !== manifest.layout.names.join())
    return fail('manifest.json: ranges do not name the features in order');
  if (manifest.golden.some((row) => row.input.length !== width))
    return fail('manifest.json: a golden row has another width than the input');
  return ok(manifest);
}
