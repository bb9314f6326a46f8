// One run set on a real exchange, and everything of it taken back. In: the scene. Out: what stands there, or why nothing does.
import { count } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { KillLevel } from '#lib/domain/kill.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { heldIn } from '#server/conformance/account.ts';
import type { Bench } from '#server/conformance/bench.ts';
import { takeBack } from '#server/conformance/take-back.ts';
import { buyOne, findSite, restBids, type Site } from './set-site.ts';
import type { Stage } from './stage.ts';
import type { WatchedOrders } from './watched-orders.ts';

/** Orders placed in the minute after a cancel-all may be cancelled, too: nothing is measured with those (kalshi-api §4.2). */
const SHADOW_MS = 65_000;
/** More than one contract filled within 15 s triggers the group at the exchange and takes the other bids away. */
const GROUP_LIMIT = count(100);

export interface VenueTerms {
  readonly orders: number;
  /** Wait after a cancel-all, ms; absent: as long as the exchange's documents ask for. */
  readonly shadowMs?: number;
  /** Hears why it takes a while. */
  readonly tell: (line: string) => void;
}

export interface Scene {
  readonly bench: Bench;
  readonly watched: WatchedOrders;
  readonly terms: VenueTerms;
  /** Every market something was tried in. */
  readonly tickers: Set<MarketTicker>;
  isClosing: boolean;
}

/** What could not be taken back, in words; nothing is asked where nothing was sent. */
export async function takeAllBack({ bench, watched, tickers }: Scene): Promise<readonly string[]> {
  await watched.settled();
  const isUntouched = bench.sentIds.size === 0 && bench.groups.size === 0;
  return isUntouched ? [] : takeBack(bench, tickers);
}

async function waitOutShadow({ bench, watched, terms }: Scene): Promise<void> {
  const last = watched.lastCancelAll();
  if (last === null) return;
  const since = (bench.options.clock.mono() - last) / 1e6;
  const leftMs = Math.ceil((terms.shadowMs ?? SHADOW_MS) - since);
  if (leftMs <= 0) return;
  terms.tell(`waiting ${Math.ceil(leftMs / 1_000)} s: a cancel-all may reach what comes after it`);
  await bench.pause(leftMs);
}

/** One contract for a flatten, then a group and the bids in it; an error says why there is nothing to rehearse with. */
async function furnish(
  scene: Scene,
  site: Site,
  isFlatten: boolean,
): Promise<Result<Stage['group']>> {
  const { bench, watched, terms } = scene;
  if (isFlatten) {
    const bought = await buyOne(bench, site);
    if (!bought.ok) return bought;
  }
  if (scene.isClosing) throw new Error('the drill was stopped');
  const group = await watched.orders.createGroup(bench.shard, GROUP_LIMIT);
  if (!group.ok) return group;
  const isOver = (): boolean => scene.isClosing;
  const rest = await restBids(bench, { site, group: group.value, orders: terms.orders, isOver });
  return rest.ok ? group : rest;
}

/** Throws when the run before cannot be taken back, and once the drill is being closed. */
export async function setScene(
  scene: Scene,
  level: KillLevel,
): Promise<Result<Pick<Stage, 'group' | 'ticker' | 'low'>>> {
  const { bench, tickers } = scene;
  const left = await takeAllBack(scene);
  if (left.length > 0) throw new Error('the run before could not be taken back');
  await waitOutShadow(scene);
  if (scene.isClosing) throw new Error('the drill was stopped');
  const isFlatten = level === 'flatten';
  const site = await findSite(bench, isFlatten);
  if (!site.ok) return site;
  const { ticker, low } = site.value;
  const held = await heldIn(bench, ticker);
  if (held !== 0)
    return fail(`${held === null ? 'unknown' : held / 100} contracts of ${ticker} are held`);
  tickers.add(ticker);
  const group = await furnish(scene, site.value, isFlatten);
  return group.ok ? ok({ group: group.value, ticker, low }) : group;
}
