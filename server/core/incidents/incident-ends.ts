// When an incident is over. In: its code and the world. Out: still there, over, or not known.
import type { VenueConnection } from '#lib/domain/feed.ts';
import { FEEDS } from '#lib/domain/feed.ts';
import type { Incident } from '#lib/domain/incident.ts';
import { isDiskLow, LOOP_ALARM_MS, LOOP_BLOCK_MS } from '../journeys/on-host.ts';
import type { World } from '../world.ts';

/** Null: nothing says so yet, so it stands. */
type Standing = (world: World, incident: Incident) => boolean | null;

const isDown =
  (connection: VenueConnection): Standing =>
  ({ market }) =>
    market.feeds.get(`${connection}-connection`)?.state !== 'live';

const isStoreDown: Standing = ({ host }) => (host === null ? null : !host.storeHealthy);
const isLatched: Standing = ({ control }) => control.latch !== null;
const isUnclean: Standing = ({ reconciled }) => !reconciled.clean;
/** The same code as mere information ends it; what an earlier run told stands for nothing in this one. */
const isOfThisRun: Standing = ({ standing }, { lastAt }) =>
  standing.since === null || lastAt >= standing.since;
const isSlow =
  (limitMs: number): Standing =>
  ({ host }) =>
    host === null ? null : host.loopDelayMs >= limitMs;

/** Alarms whose condition can be seen to stand; every other one is over as it is told. */
const STANDING: ReadonlyMap<string, Standing> = new Map([
  ['store-down', isStoreDown],
  ['store-stuck', isStoreDown],
  ['disk-low', ({ host }) => (host === null ? null : isDiskLow(host.freeDiskBytes))],
  ['watchdog-gone', ({ host }) => (host === null ? null : !host.watchdogAlive)],
  ['loop-delay', isSlow(LOOP_ALARM_MS)],
  ['loop-blocked', isSlow(LOOP_BLOCK_MS)],
  ['kalshi-down', isDown('kalshi')],
  ['kraken-down', isDown('kraken')],
  ['subscription-lost', ({ market }) => FEEDS.some((feed) => isFeedDown(market, feed))],
  ['not-reconciled', isUnclean],
  ['drift', isUnclean],
  ['killed', isLatched],
  ['kill-unconfirmed', ({ control: { latch } }) => latch !== null && latch.confirmedAt === null],
  ['kill-failed', isLatched],
  ['release-failed', isLatched],
  ['external-account', ({ externals }) => externals.length > 0],
  ['no-operator', ({ control }) => control.state === 'paused'],
  ['engine-started', ({ control }) => control.state === 'disarmed'],
  ['group-unproven', ({ orderGroupReady }) => !orderGroupReady],
  ['order-group', ({ orderGroupId }) => orderGroupId === null],
  // While killed, exits go under a group of their own.
  [
    'group-shut',
    (world, incident) =>
      world.control.latch === null && !world.orderGroupReady && isOfThisRun(world, incident),
  ],
  [
    'exchange-status',
    ({ market: { exchange } }) =>
      exchange === null ? null : !(exchange.exchangeActive && exchange.tradingActive),
  ],
  ['kraken-status', ({ market }) => !market.spotHeld.online],
  // Nothing may be put at risk under them until others are in force.
  ['limits-unreadable', ({ limits }) => limits.maxTotalExposure === 0],
  // Its end is told by whoever reads the file; no engine starts with a broken one.
  ['limits-file', isOfThisRun],
] satisfies readonly (readonly [string, Standing])[]);

function isFeedDown({ feeds }: World['market'], feed: (typeof FEEDS)[number]): boolean {
  return feeds.get(feed)?.state === 'down';
}

/** Two alarms of one cause are one incident. */
const SAME_CAUSE: ReadonlyMap<string, string> = new Map([
  ['kalshi-disconnected', 'kalshi-down'],
  ['kill-level', 'killed'],
]);

/** The code under which an alarm is kept as an incident. */
export function incidentCode(code: string): string {
  return SAME_CAUSE.get(code) ?? code;
}

/** True for a condition whose end can be seen. */
export function isLasting(code: string): boolean {
  return STANDING.has(code);
}

/** True when the world shows that the condition of an open incident is over; never on doubt. */
export function isOver(world: World, incident: Incident): boolean {
  const stands = STANDING.get(incident.code);
  return stands === undefined || stands(world, incident) === false;
}
