// The breaker is proven anew at every arming: asked for here, answered by reports, and only then is anything armed.
import { snapDown, snapUp } from '#lib/domain/grid.ts';
import { addMs } from '#lib/domain/instant.ts';
import type { OrderGroupReport } from '#lib/domain/report.ts';
import { arm } from '../4-gate/kill.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { closeCommand, no, type Outcome } from './command-outcome.ts';
import { armRefusal, tryArm, wantsToArm } from './try-arm.ts';

/** A proof is five short calls; past this its answer is not waited for any more. */
const PROOF_WITHIN_MS = 15_000;
/** Our own trigger comes back on the stream, too, and may come late. */
const OWN_TRIGGER_MS = 20_000;
/** By so much the exchange's clock and ours may differ in good health (kalshi-api §1.2: alarm at 1 s). */
const CLOCKS_DIFFER_MS = 1_000;
/** Where the probe is far from the market: it can neither fill nor rest, whatever the breaker does. */
const ASK_FROM = 500;
const ASK_TO = 9_000;
const PROBE_LOW = 100;
const PROBE_HIGH = 9_900;

/** The first followed market whose book is live and far from both ends; null when there is none. */
function probeMarket(
  world: World,
): Pick<Extract<Effect, { kind: 'prove-group' }>, 'ticker' | 'low' | 'high'> | null {
  for (const ticker of world.watched) {
    const entry = world.market.contracts.get(ticker);
    const ask = entry?.depth.asks[0]?.price;
    if (entry?.book.kind !== 'live' || entry.market.status !== 'active' || ask === undefined)
      continue;
    const low = snapUp(entry.market.grid, PROBE_LOW);
    const high = snapDown(entry.market.grid, PROBE_HIGH);
    if (low !== null && high !== null && ask >= ASK_FROM && ask <= ASK_TO)
      return { ticker, low, high };
  }
  return null;
}

/** Asks the outside for the proof; false when one is under way, or there is no group or no market to probe on. */
export function askProof(world: World, event: CoreEvent, out: Effect[]): boolean {
  const { askedAt } = world.groupProof;
  if (askedAt !== null && event.at - askedAt < PROOF_WITHIN_MS) return false;
  const probe = probeMarket(world);
  if (world.orderGroupId === null || probe === null) return false;
  const echoUntil = addMs(event.at, OWN_TRIGGER_MS);
  world.groupProof = { askedAt: event.at, answeredAt: null, echoUntil };
  world.orderGroupReady = false;
  out.push({ kind: 'prove-group', orderGroupId: world.orderGroupId, ...probe });
  return true;
}

/**
 * True for the echo of our own proof's trigger. A trigger that the exchange dates after the proof had ended, with its
 * reset, is somebody else's, though our echo never came; one dated before was undone by that reset, told once or twice.
 * Only the date tells: frames of resets and cuts of the stream come in any order with our answers, and a release or a
 * repair resets the group, too. A frame without a date is believed once.
 */
export function isOwnTrigger(
  world: World,
  { venueAt }: Pick<OrderGroupReport, 'venueAt'>,
  event: CoreEvent,
): boolean {
  const { echoUntil, answeredAt } = world.groupProof;
  if (echoUntil === null || event.at > echoUntil) return false;
  if (answeredAt !== null && (venueAt ?? event.at) > answeredAt + CLOCKS_DIFFER_MS) return false;
  if (venueAt === undefined) world.groupProof = { ...world.groupProof, echoUntil: null };
  return true;
}

/** Ends the wish to arm, of an operator or of a simulated start, with its reason; false when there was none. */
export function stopArming(world: World, why: string, event: CoreEvent, out: Effect[]): boolean {
  const wasStarting = wantsToArm(world);
  world.armsItself = false;
  const waiting = world.arming;
  world.arming = null;
  if (waiting !== null) closeCommand(waiting, no('arm-refused', why), event, out);
  return waiting !== null || wasStarting;
}

/** Arms for the operator who waits, or lets a simulated start arm itself. */
export function onProof(
  world: World,
  report: OrderGroupReport,
  event: CoreEvent,
  out: Effect[],
): void {
  const isProven = report.event === 'proven' && world.control.latch === null;
  world.orderGroupId ??= report.orderGroupId;
  world.orderGroupReady = isProven && world.orderGroupId === report.orderGroupId;
  // After a failed test nobody can say when its trigger arrives: only a passed one ends with the reset.
  const answeredAt = isProven ? event.at : null;
  world.groupProof = { ...world.groupProof, askedAt: null, answeredAt };
  if (!isProven)
    out.push({
      kind: 'alarm',
      severity: 'critical',
      code: 'group-unproven',
      text: `the order group failed its test, nothing can be armed: ${report.detail ?? 'killed meanwhile'}`,
    });
  const waiting = world.arming;
  world.arming = null;
  if (waiting !== null)
    closeCommand(waiting, armNow(world, report.detail ?? 'killed meanwhile', event), event, out);
  if (isProven) tryArm(world, event.at, out);
}

function armNow(world: World, why: string, event: CoreEvent): Outcome {
  if (!world.orderGroupReady) return no('arm-refused', `the order group failed its test: ${why}`);
  const refusal = armRefusal(world, event.at);
  if (refusal !== null) return no('arm-refused', refusal);
  const armed = arm(world.control, { reconciled: world.reconciled.clean, orderGroupReady: true });
  if (!armed.ok) return no('arm-refused', armed.reason);
  world.control = armed.control;
  world.armedOnce = true;
  return { ok: true, code: 'armed', text: 'armed: the breaker is proven, entries are possible' };
}

/** An operator is told when no proof came in time. */
export function watchProof(world: World, event: CoreEvent, out: Effect[]): void {
  const { askedAt } = world.groupProof;
  if (askedAt === null || event.at - askedAt < PROOF_WITHIN_MS) return;
  world.groupProof = { ...world.groupProof, askedAt: null };
  const waiting = world.arming;
  world.arming = null;
  if (waiting === null) return;
  closeCommand(waiting, no('arm-refused', 'the test of the order group took too long'), event, out);
}
