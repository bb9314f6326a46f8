// The feature layouts this build can feed. In: what a manifest says. Out: null, or why no such input will ever be made.
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

/** One layout a kind. Rows and windows are those of the trainer; a test recomputes the hashes from its names. */
export const KNOWN_LAYOUTS: Readonly<Record<ModelKind, KnownLayout>> = {
  flags: { version: MODEL_LAYOUT.version, hash: MODEL_LAYOUT.hash, window: null },
  row: {
    version: 1,
    hash: '177e236073e8a273d926252d5f19c1a4faee88a0b7a47209ee958940451b8142',
    window: null,
  },
  window: {
    version: 1,
    hash: '28b6a94b399e94feca38a66c43e3fa44bb45b1fbd9c16a6990c3f929279d32f1',
    window: { steps: 64, inputs: 8, statics: 13 },
  },
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
