// Where the limits in force come from, after something may have changed them. In: world, event, before. Out: the source.
import type { LimitsSource } from '#lib/domain/limit-use.ts';
import type { CoreEvent } from '#server/core/event.ts';
import type { World } from '#server/core/world.ts';

/** What was refused leaves the source as it was: the versions tell. `file` is the limits file that is followed. */
export function sourceAfter(
  world: World,
  event: CoreEvent,
  before: LimitsSource,
  file: string | null | undefined,
): LimitsSource {
  if (event.kind === 'limits-stored' && world.limits.version === event.version)
    return { kind: 'desk', at: event.at };
  if (event.kind !== 'limits' || world.limits !== event.limits) return before;
  return file === null || file === undefined ? { kind: 'unknown' } : { kind: 'file', path: file };
}
