// Entries as a layout. In: entries in order, a version. Out: their names bound to a hash.
import { assertInvariant } from '#lib/check.ts';
import type { FeatureEntry, FeatureLayout, FeatureRow } from '#lib/domain/features.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { canonical, sha256 } from '#lib/hash.ts';

/** The hash covers version and names: raise the version whenever an order or a formula changes. */
export function layoutOf(
  entries: readonly Pick<FeatureEntry, 'name'>[],
  version: number,
): FeatureLayout {
  const names = entries.map((entry) => entry.name);
  return { names, version, hash: sha256Hex(sha256(canonical({ version, names }))) };
}

/** Values in layout order as a row. A value that is not a finite number is missing, never passed on. */
export function rowOf(
  layout: FeatureLayout,
  at: WallMs,
  values: readonly (number | null)[],
): FeatureRow {
  const size = layout.names.length;
  if (values.length !== size)
    assertInvariant(false, `${values.length} values for ${size} features`);
  const row = {
    at,
    layout,
    values: new Float64Array(size),
    present: new Uint8Array(size),
  };
  for (let i = 0; i < size; i++) {
    const value = values[i] ?? null;
    if (value === null || !Number.isFinite(value)) continue;
    row.values[i] = value;
    row.present[i] = 1;
  }
  return row;
}
