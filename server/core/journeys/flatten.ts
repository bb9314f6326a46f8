// Exits of a killed account: a flatten closes every position, a person may ask for single ones; by the ordinary exit path.
import type { MarketTicker } from '#lib/domain/ids.ts';
import { addMs, type WallMs } from '#lib/domain/instant.ts';
import type { Position } from '#lib/domain/ledger.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';

/** Longer than a second, so that no tick finds the wish gone; short, so that it ends with what it follows from. */
const WISH_MS = 2_000;
/** A wish of a killed account lives this long: the kill must be confirmed and a group for the exits made meanwhile. */
const ASKED_MS = 60_000;

function isAsked(world: World, { ticker, contracts, settled }: Position, at: WallMs): boolean {
  if (contracts === 0 || settled) return false;
  if (world.control.latch?.flatten === true) return true;
  const wish = world.askedWhileKilled.get(ticker);
  return wish !== undefined && at <= wish.until;
}

/** Notes that a person asked for one market while killed. */
export function askWhileKilled(
  world: World,
  ticker: MarketTicker,
  { by, at }: { readonly by: string; readonly at: WallMs },
): void {
  world.askedWhileKilled.set(ticker, { by, until: addMs(at, ASKED_MS) });
}

/** True while killed with something to close that a person asked for: the level of the kill, or a market by name. */
export function wantsOut(world: World, at: WallMs): boolean {
  if (world.control.latch === null) return false;
  for (const position of world.ledger.positions.values())
    if (isAsked(world, position, at)) return true;
  return false;
}

/**
 * Renews the wish to close in every market asked for while the kill is confirmed, the door lets exits out, and the
 * account was read clean after the confirmation: what is held is then known, not remembered.
 */
export function keepClosing(world: World, event: CoreEvent): void {
  const { latch } = world.control;
  if (latch === null) {
    world.askedWhileKilled.clear();
    return;
  }
  const { clean, at } = world.reconciled;
  if (latch.confirmedAt === null || world.exitGroupId === null) return;
  if (!clean || at === null || at < latch.confirmedAt) return;
  const until = addMs(event.at, WISH_MS);
  for (const position of world.ledger.positions.values()) {
    if (!isAsked(world, position, event.at)) continue;
    const { ticker } = position;
    const by = world.askedWhileKilled.get(ticker)?.by ?? latch.by;
    world.closeRequests.set(ticker, { by, until });
  }
}
