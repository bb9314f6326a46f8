// A kill that also flattens: every position is asked to be closed, second by second, by the ordinary exit path.
import { addMs } from '#lib/domain/instant.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';

/** Longer than a second, so that no tick finds the wish gone; short, so that it ends with the flatten. */
const WISH_MS = 2_000;

/**
 * Renews the wish to close in every market with a position while the latch asks to flatten, is confirmed, the door
 * lets exits out, and the account was read clean after the confirmation: what is held is then known, not remembered.
 */
export function keepFlattening(world: World, event: CoreEvent): void {
  const { latch } = world.control;
  const { clean, at } = world.reconciled;
  if (latch?.flatten !== true || latch.confirmedAt === null || world.exitGroupId === null) return;
  if (!clean || at === null || at < latch.confirmedAt) return;
  const until = addMs(event.at, WISH_MS);
  for (const { ticker, contracts, settled } of world.ledger.positions.values())
    if (contracts !== 0 && !settled) world.closeRequests.set(ticker, { by: latch.by, until });
}
