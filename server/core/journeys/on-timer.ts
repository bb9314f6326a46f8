// Journey of the clock: once a second features, forecast and expiries; every few seconds a reading of the account.

import { wallMs } from '#lib/domain/instant.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import { advanceTime } from '../1-ingest/advance-time.ts';
import { refitDue } from '../3-models/probability/refit.ts';
import { expire } from '../4-gate/approvals.ts';
import { reduceOnly } from '../4-gate/kill.ts';
import { forgetFinished } from '../5-execution/forget-orders.ts';
import { unknownOrders } from '../5-execution/order-book-state.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { cancelEntries } from './act-on.ts';
import { askModels } from './ask-models.ts';
import { evaluateAll } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { endExits, rememberRegimes } from './exit-work.ts';
import { keepClosing } from './flatten.ts';
import { forgetMarkets } from './forget-markets.ts';
import { forgetUnwatched } from './forget-unwatched.ts';
import { keepCensus } from './keep-census.ts';
import { keepForecast } from './keep-forecast.ts';
import { KILL_DEADLINE_MS, killNow } from './kill-now.ts';
import { noteStop } from './note-stop.ts';
import { passOn, persist } from './notes.ts';
import { NOT_READ_SINCE } from './on-account.ts';
import { noteUnanswered, watchOperator } from './operator.ts';
import { priceMarkets } from './price-markets.ts';
import { askProof, watchProof } from './prove-group.ts';
import { rememberSecond } from './remember-second.ts';
import { secondView } from './second-view.ts';
import { withdrawClosed } from './settlement.ts';
import { wantsToArm } from './try-arm.ts';
import { watchDay } from './watch-day.ts';
import { updateWatch } from './watch-list.ts';
import { watchSecond } from './watch-signal.ts';

const SECOND_MS = 1_000;
/** Account readings: orders, positions, fills and cash (reliability §1.3, continuous audit). */
const RECONCILE_MS = 5_000;
/** While the outcome of an order is not known (reliability §1.3, in-flight check): its market is blocked until it is. */
const IN_DOUBT_MS = 2_000;
/** Six readings missed in a row. */
const READING_MAX_AGE_MS = 30_000;
/** Unexplained drift this long ⇒ entries stop; this much longer ⇒ kill. */
const DRIFT_DISARM_MS = 60_000;
const DRIFT_KILL_MS = 300_000;
/** Finished orders stay in memory an hour for the screen; beyond the newest hundred only until no late word of them comes. */
const KEEP_FINISHED_MS = 3_600_000;
const KEEP_NEWEST = 100;
const KEEP_SURPLUS_MS = 900_000;

/**
 * Closes the last second's questions (what has not answered by now is late, F106) and asks this one's. True when a
 * forecast was kept: prices and verdicts follow it once a second, here or with the last answer.
 */
function forecastSecond(world: World, event: EventOf<'timer'>, out: Effect[]): boolean {
  const isLate = world.asked !== null;
  keepForecast(world, out);
  const view = secondView(world, event.at);
  watchSecond(world, view.row, event.at);
  askModels(world, event, view, out);
  if (world.asked?.questions.length !== 0) return isLate;
  keepForecast(world, out);
  return true;
}

function watchDrift(world: World, event: EventOf<'timer'>, out: Effect[]): void {
  const since = world.reconciled.brokenSince;
  if (since === null || world.options.mode === 'replay') return;
  const brokenMs = event.at - since;
  const what = world.reconciled.drift[0] ?? 'unknown';
  // Streams that are gone while every reading agrees are a reason to reduce, not to kill: nothing is missing.
  const isDrift = what !== NOT_READ_SINCE;
  if (brokenMs > DRIFT_KILL_MS && isDrift && world.control.state !== 'killed' && world.armedOnce)
    killNow(world, event, { by: 'engine', reason: `drift for 5 minutes: ${what}` }, out);
  else if (brokenMs > DRIFT_DISARM_MS && world.control.state === 'armed') {
    const reason = `books and venue disagree: ${what}`;
    world.control = reduceOnly(world.control, reason).control;
    cancelEntries(world, event, out);
    noteStop(world, { action: 'reduce-only', reason }, event, out);
    out.push({
      kind: 'alarm',
      severity: 'critical',
      code: 'drift',
      text: `reduce only: books and venue disagree for a minute: ${what}`,
    });
  }
}

/** Nobody may believe in a kill that the exchange has not confirmed: said again until it has (F74). */
function watchKill(world: World, out: Effect[]): void {
  const { latch } = world.control;
  if (latch === null || latch.confirmedAt !== null) return;
  out.push({
    kind: 'alarm',
    severity: 'critical',
    code: 'kill-unconfirmed',
    text: 'kill requested, NOT confirmed by the exchange: still trying; look at the exchange itself',
  });
  out.push({ kind: 'timer', timer: 'kill-deadline', afterMs: KILL_DEADLINE_MS });
}

/** A reading that is too old proves nothing any more, however clean it was (I25): the reader may hang. */
function watchReadings(world: World, event: EventOf<'timer'>): void {
  const { clean, at } = world.reconciled;
  if (!clean || (at !== null && Math.abs(event.at - at) <= READING_MAX_AGE_MS)) return;
  world.reconciled = {
    clean: false,
    drift: [`the account was not read for ${READING_MAX_AGE_MS / 1000} s`],
    at,
    brokenSince: event.at,
  };
}

function onSecond(world: World, event: EventOf<'timer'>, out: Effect[]): void {
  out.push({ kind: 'timer', timer: 'second', afterMs: SECOND_MS });
  passOn(advanceTime(world.market, event.at), out);
  updateWatch(world, event.at, out);
  world.sent = world.sent.filter((each) => event.at - each.at < 60_000);
  watchDay(world, event);
  keepCensus(world, event.at, out);
  endExits(world, event.at);
  rememberRegimes(world, event.at);
  const expired: StoreRecord[] = expire(world.approvals, event.at).map((approval) => ({
    kind: 'approval',
    approval,
  }));
  if (expired.length > 0) noteUnanswered(world, event.at);
  watchOperator(world, event, out);
  persist([...expired, ...withdrawClosed(world, event)], out);
  watchReadings(world, event);
  watchDrift(world, event, out);
  keepClosing(world, event, out);
  watchProof(world, event, out);
  if (wantsToArm(world)) askProof(world, event, out);
  forgetUnwatched(world, event.at);
  forgetFinished(world.orders, {
    ...{ before: wallMs(event.at - KEEP_FINISHED_MS), newest: KEEP_NEWEST },
    surplusBefore: wallMs(event.at - KEEP_SURPLUS_MS),
  });
  forgetMarkets(world, event.at);
  refitDue(world.evidence);
  rememberSecond(world, event.at);
  if (!forecastSecond(world, event, out)) return;
  priceMarkets(world, event.at);
  evaluateAll(world, event, out);
}

/** Does what the named timer is for and sets it again. */
export function onTimer(world: World, event: EventOf<'timer'>, out: Effect[]): void {
  switch (event.timer) {
    case 'second':
      onSecond(world, event, out);
      return;
    case 'reconcile': {
      const isInDoubt = unknownOrders(world.orders).length > 0;
      const afterMs = isInDoubt ? IN_DOUBT_MS : RECONCILE_MS;
      out.push({ kind: 'timer', timer: 'reconcile', afterMs });
      if (world.recovered) out.push({ kind: 'reconcile', reason: 'continuous audit' });
      return;
    }
    case 'kill-deadline':
      watchKill(world, out);
      return;
  }
}
