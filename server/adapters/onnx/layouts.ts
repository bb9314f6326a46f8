// The feature layouts this build can feed. In: what a manifest says. Out: null, or why no such input will ever be made.
import {
  MINUTE_FEATURES,
  MINUTE_LAYOUT_VERSION,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import { canonical, sha256 } from '#lib/hash.ts';
import { MODEL_LAYOUT } from '#server/core/2-features/registry.ts';
import type { ModelKind } from '#server/ports/model-runner.ts';
import type { Manifest } from './manifest-schema.ts';

export interface KnownLayout {
  readonly version: number;
  /** SHA-256 over version and names: binds both. */
  readonly hash: string;
  /** Sizes of a window; null for the others. */
  readonly window: Manifest['window'] | null;
}

function layoutOf(names: readonly string[], window: KnownLayout['window']): KnownLayout {
  const hash = sha256(canonical({ version: MINUTE_LAYOUT_VERSION, names }));
  return { version: MINUTE_LAYOUT_VERSION, hash, window };
}

/** One layout a kind: the live features with their flags, a row of minute features, a window of minutes with its statics. */
export const KNOWN_LAYOUTS: Readonly<Record<ModelKind, KnownLayout>> = {
  flags: { version: MODEL_LAYOUT.version, hash: MODEL_LAYOUT.hash, window: null },
  row: layoutOf(MINUTE_FEATURES, null),
  window: layoutOf([...SEQUENCE_CHANNELS, ...SEQUENCE_STATICS], {
    steps: SEQUENCE_STEPS,
    inputs: SEQUENCE_CHANNELS.length,
    statics: SEQUENCE_STATICS.length,
  }),
};

/** The first difference between the manifest's layout and the one this build makes for its kind; null when none. */
export function layoutProblem(manifest: Pick<Manifest, 'kind' | 'layout' | 'window'>) {
  const known = KNOWN_LAYOUTS[manifest.kind];
  const { version, hash, names } = manifest.layout;
  if (hash !== known.hash || version !== known.version)
    return `layout: it was trained on feature layout v${version} ${hash.slice(0, 12)}…, this build has v${known.version} ${known.hash.slice(0, 12)}…`;
  if (sha256(canonical({ version, names })) !== hash)
    return 'layout.names: they are not the names of its layout hash';
  const { window } = manifest;
  if (known.window && canonical(window ?? null) !== canonical(known.window))
    return `window: this build makes ${known.window.steps} steps of ${known.window.inputs} inputs and ${known.window.statics} statics`;
  return null;
}
