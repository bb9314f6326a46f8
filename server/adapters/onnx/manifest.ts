// The manifest beside every model file. In: JSON text, where the model comes from. Out: a checked manifest, or what is wrong.
import { fail, ok, type Result } from '#lib/result.ts';
import type { ModelOrigin } from '#server/ports/model-runner.ts';
import { problemText } from './issue-text.ts';
import { addedManifest, type Manifest, shippedManifest } from './manifest-schema.ts';

/** How many values one input has by its kind; null when a window lacks its sizes or they do not fit the names. */
function widthOf(manifest: Manifest): number | null {
  const names = manifest.layout.names.length;
  if (manifest.kind === 'flags') return 2 * names;
  if (manifest.kind === 'row') return names;
  const { window } = manifest;
  if (!window || window.inputs + window.statics !== names) return null;
  return window.steps * window.inputs + window.statics;
}

/** What one field says against another; null when they agree. */
function disagreement(manifest: Manifest): string | null {
  const width = widthOf(manifest);
  const names = manifest.layout.names.length;
  const { golden, ranges, parts } = manifest;
  if (width === null) return `window: inputs and statics are not the ${names} features`;
  if (manifest.input.shape.join() !== [1, width].join())
    return `input shape must be [1, ${width}] for ${names} features`;
  if (manifest.output.shape.join() !== [1, 1 + parts.length].join())
    return `output shape must be [1, ${1 + parts.length}]`;
  if (ranges.map((each) => each.name).join() !== manifest.layout.names.join())
    return 'ranges do not name the features in order';
  const upsideDown = ranges.find((each) => each.low > each.high);
  if (upsideDown) return `ranges: ${upsideDown.name} has its low above its high`;
  if (golden.some((row) => row.input.length !== width))
    return 'a golden row has another width than the input';
  if (golden.some((row) => row.parts.length !== parts.length))
    return 'a golden row has other parts than the output';
  if (manifest.kind !== 'window' && manifest.window) return 'window: only kind window has it';
  if (manifest.kind !== 'row' && golden.some((row) => row.input.includes(null)))
    return 'a golden row has a missing value';
  return null;
}

/** What the engine combines: an added model that answers something else must not pass by accident. */
export function correctionMeaning(horizonMinutes: number): string {
  return `correction of ln(variance per minute) over the next ${horizonMinutes} min around ½(ln RV60m + ln RV240m)`;
}

/** What an added model must say beyond its shapes; null when it does. */
function addedProblem(manifest: Manifest): string | null {
  const wanted = correctionMeaning(manifest.horizonMinutes ?? 0);
  if (manifest.outputMeaning !== wanted) return `outputMeaning must be "${wanted}"`;
  const { fromMs, toMs } = manifest.training;
  if (!(Number(fromMs) < Number(toMs))) return 'training.fromMs is not before training.toMs';
  return null;
}

/** Parses and checks the manifest alone; the loader compares it with the file and the layouts of this build. */
export function parseManifest(text: string, origin: ModelOrigin): Result<Manifest> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail('manifest.json is not JSON');
  }
  const schema = origin === 'added' ? addedManifest : shippedManifest;
  const parsed = schema.safeParse(json);
  if (!parsed.success) return fail(`manifest.json: ${problemText(parsed.error)}`);
  const manifest: Manifest = parsed.data;
  const wrong = disagreement(manifest) ?? (origin === 'added' ? addedProblem(manifest) : null);
  return wrong === null ? ok(manifest) : fail(`manifest.json: ${wrong}`);
}
