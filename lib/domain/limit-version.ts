// One version of the limits as it came into force: what was, what is, who, when and why.
import type { WallMs } from './instant.ts';
import type { Limits } from './limits.ts';

/** Where a version came from: an edit on the desk, or the limits file. */
export const VERSION_SOURCES = ['desk', 'file'] as const;
export type VersionSource = (typeof VERSION_SOURCES)[number];

export interface LimitVersion {
  readonly source: VersionSource;
  readonly at: WallMs;
  readonly by: string;
  readonly reason: string;
  readonly before: Limits;
  readonly limits: Limits;
}
