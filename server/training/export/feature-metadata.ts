// What a file of model inputs says of itself, in its Parquet metadata. In: facts of an export. Out: words, and their schema.
import { z } from 'zod';
import { EXPORT_WINDOW, layoutNames } from './feature-blocks.ts';

/** Key of our own words in the file's metadata. */
export const METADATA_KEY = 'voltage';

export const metadataSchema = z.object({
  format: z.literal(1),
  kind: z.enum(['row', 'window']),
  horizonMinutes: z.int().positive(),
  layout: z.object({ version: z.int(), hash: z.string(), names: z.array(z.string()) }),
  window: z.object({ steps: z.int(), inputs: z.int(), statics: z.int() }).nullable(),
  testOpened: z.boolean(),
});

/** What the file says of all its rows. */
export type FeatureMetadata = z.infer<typeof metadataSchema>;

/** The words a file of this kind carries. */
export function featureMetadata(about: {
  readonly kind: FeatureMetadata['kind'];
  readonly horizonMinutes: number;
  readonly layout: { readonly version: number; readonly hash: string };
  readonly testOpened: boolean;
}): FeatureMetadata {
  const { kind, horizonMinutes, testOpened } = about;
  return {
    format: 1,
    kind,
    horizonMinutes,
    layout: { ...about.layout, names: [...layoutNames(kind)] },
    window: kind === 'window' ? EXPORT_WINDOW : null,
    testOpened,
  };
}
