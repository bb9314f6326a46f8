// Exits of a killed account: a flatten closes every position, a person may ask for single ones; by the ordinary exit path.
import type { MarketTicker } from '#lib/domain/ids.ts';
import { addMs, type WallMs } from '#lib/domain/instant.ts';
import type { Position } from '#lib/domain/ledger.ts';
import type { Effect } from '../effect.ts';
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

/** A wish that nobody could follow in its minute is not dropped in silence: a person was told that it waits. */
function forgetLapsed(world: World, at: WallMs, out: Effect[]): void {
  for (const [ticker, { until }] of world.askedWhileKilled) {
    if (at <= until) continue;
    world.askedWhileKilled.delete(ticker);
    const contracts = world.ledger.positions.get(ticker)?.contracts ?? 0;
    if (contracts === 0) continue;
    const text = `${ticker} was not closed within a minute of being asked to: ${whyNotClosed(world)}`;
    out.push({ kind: 'alarm', severity: 'critical', code: 'close-lapsed', text });
  }
}

function whyNotClosed({ control, reconciled, exitGroupId }: World): string {
  if ((control.latch?.confirmedAt ?? null) === null) return 'the kill is not confirmed';
  if (!reconciled.clean) return 'our books and the exchange do not agree';
  return exitGroupId === null ? 'there is no order group for exits' : 'no order of it filled';
}

/**
 * Renews the wish to close in every market asked for while the kill is confirmed, the door lets exits out, and the
 * account was read clean after the confirmation: what is held is then known, not remembered.
 */
export function keepClosing(world: World, event: CoreEvent, out: Effect[]): void {
  const { latch } = world.control;
  if (latch === null) {
    world.askedWhileKilled.clear();
    return;
  }
  forgetLapsed(world, event.at, out);
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
