// The cone of every watched close as rows for the screen. In: world. Out: one row a close, or why it has no cone.
import type { WallMs } from '#lib/domain/instant.ts';
import type { ConeRow } from '#lib/wire/chart-topics.ts';
import { CONE_LEVELS, settlementCone } from '#server/core/3-models/probability/settlement-cone.ts';
import type { FairHeld, World } from '#server/core/world.ts';

type Priced = Extract<FairHeld, { readonly reason: '' }>;

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function isPriced(held: FairHeld): held is Priced {
  return held.fair !== null;
}

/** Watched markets by their close, as they are priced. */
function heldByClose(world: World): ReadonlyMap<WallMs, readonly FairHeld[]> {
  const byClose = new Map<WallMs, FairHeld[]>();
  for (const ticker of world.watched) {
    const closeAt = world.market.contracts.get(ticker)?.market.closeAt;
    if (closeAt === undefined) continue;
    const all = byClose.get(closeAt) ?? [];
    byClose.set(closeAt, all);
    all.push(world.fairs.get(ticker) ?? { fair: null, reason: 'not priced yet' });
  }
  return byClose;
}

/** One law prices all strikes of a close: any of them has it. */
function coneRow(world: World, closeAt: WallMs, held: readonly FairHeld[]): ConeRow {
  const none = { closeAt, at: null, forecastAt: null, levels: CONE_LEVELS, points: [] };
  const priced = held.find(isPriced);
  if (priced === undefined) return { ...none, reason: held[0]?.reason ?? 'not priced yet' };
  const { fair, law, terms } = priced;
  const { profile } = world.plan;
  const points = settlementCone(law, { at: fair.at, closeAt, profile, calibration: terms });
  return {
    ...none,
    ...{ at: fair.at, forecastAt: law.forecastAt, reason: '' },
    points: points.map(({ at, usd }) => ({ at, usd: usd.map(cents) })),
  };
}

/** Draws what the pricing already knows: nothing is priced here. The world is only read. */
export function coneRows(world: World): Readonly<Record<string, ConeRow>> {
  return Object.fromEntries(
    [...heldByClose(world)].map(([closeAt, held]) => [
      String(closeAt),
      coneRow(world, closeAt, held),
    ]),
  );
}
