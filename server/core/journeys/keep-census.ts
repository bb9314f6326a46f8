// The census made durable now and then, and the drill before arming. In: world. Out: a record a minute, or a refusal.
import type { WallMs } from '#lib/domain/instant.ts';
import { censusRows, drillChecks } from '../4-gate/census.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { persist } from './notes.ts';

/** So much of the counts a crash may cost. */
const STORE_MS = 60_000;

/** Called every second. */
export function keepCensus(world: World, at: WallMs, out: Effect[]): void {
  const { censusStoredAt } = world;
  if (censusStoredAt !== null && Math.abs(at - censusStoredAt) < STORE_MS) return;
  world.censusStoredAt = at;
  if (!world.recovered || world.census.counts.size === 0) return;
  persist([{ kind: 'census', at, counts: censusRows(world.census) }], out);
}

/** Null when every check refuses the worst of markets: only then may anything be armed. */
export function drillRefusal(world: World, at: WallMs): string | null {
  const [silent] = drillChecks(world.census, at);
  return silent === undefined ? null : `the check "${silent}" does not refuse what it must`;
}
