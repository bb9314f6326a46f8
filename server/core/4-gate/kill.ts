// Permission to trade as a small state machine with a latched kill. In: requests and kill steps. Out: the next state.
import { assertInvariant } from '#lib/check.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { KillLatch, KillStep, TradingState } from '#lib/domain/kill.ts';
import type { KillStepReport } from '#lib/domain/report.ts';

/** An immutable value: every change returns a new one. */
export interface TradingControl {
  readonly state: TradingState;
  /** Present exactly while `state` is killed (I4). */
  readonly latch: KillLatch | null;
  /** Why we are not armed, in plain words; null while armed. */
  readonly reason: string | null;
}

export type ControlChange =
  | { readonly ok: true; readonly control: TradingControl }
  | { readonly ok: false; readonly control: TradingControl; readonly reason: string };

function refused(control: TradingControl, reason: string): ControlChange {
  return { ok: false, control, reason };
}

/** After start: killed when a latch was found (F75), otherwise disarmed. Never armed. */
export function createTradingControl(latch: KillLatch | null): TradingControl {
  return latch === null
    ? { state: 'disarmed', latch: null, reason: 'not armed since start' }
    : { state: 'killed', latch, reason: latch.reason };
}

export interface ArmConditions {
  readonly reconciled: boolean;
  readonly orderGroupReady: boolean;
}

/** disarmed, paused or reducing → armed. Refused while killed, not reconciled, or without a proven order group. */
export function arm(control: TradingControl, conditions: ArmConditions): ControlChange {
  if (control.state === 'killed') return refused(control, 'killed: release first');
  if (control.state === 'armed') return { ok: true, control };
  if (!conditions.reconciled) return refused(control, 'orders and positions are not reconciled');
  if (!conditions.orderGroupReady) return refused(control, 'the order group is not ready');
  assertInvariant(control.latch === null, 'a latch exists outside the killed state');
  return { ok: true, control: { state: 'armed', latch: null, reason: null } };
}

/** armed → paused: entries stop, exits go on. Idempotent while paused; reducing is stricter already and stays. */
export function pause(control: TradingControl, reason: string): ControlChange {
  if (control.state === 'killed') return refused(control, 'killed already');
  if (control.state === 'reducing') return { ok: true, control };
  if (control.state === 'disarmed') return refused(control, 'not armed: nothing to pause');
  return { ok: true, control: { state: 'paused', latch: null, reason } };
}

/** armed or paused → reducing: no entry may rest or leave, exits go on. Only arming or a kill ends it. */
export function reduceOnly(control: TradingControl, reason: string): ControlChange {
  if (control.state === 'killed') return refused(control, 'killed already');
  if (control.state === 'disarmed') return refused(control, 'not armed: nothing to reduce');
  if (control.state === 'reducing') return { ok: true, control };
  return { ok: true, control: { state: 'reducing', latch: null, reason } };
}

/** Any state but killed → disarmed, e.g. when reconciliation is lost. */
export function disarm(control: TradingControl, reason: string): ControlChange {
  if (control.state === 'killed') return refused(control, 'killed already');
  return { ok: true, control: { state: 'disarmed', latch: null, reason } };
}

export interface KillRequest {
  readonly id: string;
  readonly at: WallMs;
  readonly by: string;
  readonly reason: string;
  /** Close every position once the kill is confirmed. */
  readonly flatten?: boolean;
}

/** The latch with one more step. */
function withStep(latch: KillLatch, step: KillStep, confirmedAt: WallMs | null): KillLatch {
  return { ...latch, steps: [...latch.steps, step], confirmedAt };
}

/**
 * Latches the kill. `first` is false when it was latched already (F72): the second press is noted as a step and has
 * no other effect than its level, which counts: "kill" during a flatten ends its exits, "flatten" while killed begins
 * them. The latch is never replaced by a newer one.
 */
export function kill(
  control: TradingControl,
  request: KillRequest,
): { readonly control: TradingControl; readonly first: boolean; readonly releveled: boolean } {
  const { flatten = false } = request;
  if (control.latch !== null) {
    const again = {
      name: 'pressed-again',
      at: request.at,
      detail: `${request.by}: ${request.reason}${flatten ? ' (and flatten)' : ''}`,
    };
    const latch = { ...withStep(control.latch, again, control.latch.confirmedAt), flatten };
    const releveled = (control.latch.flatten ?? false) !== flatten;
    return { control: { ...control, state: 'killed', latch }, first: false, releveled };
  }
  const latch: KillLatch = {
    id: request.id,
    at: request.at,
    by: request.by,
    reason: request.reason,
    steps: [],
    confirmedAt: null,
    flatten,
  };
  return {
    control: { state: 'killed', latch, reason: request.reason },
    first: true,
    releveled: false,
  };
}

/**
 * Notes what the outside did. Only `confirmed` confirms; a later `failed` or a read that still sees resting orders
 * takes the confirmation back, because "killed" is never shown before it is true (F74).
 */
export function killStep(
  control: TradingControl,
  report: KillStepReport,
  at: WallMs,
): TradingControl {
  if (control.latch === null) return control;
  const step = { name: report.step, at, detail: report.detail };
  const resting = report.resting !== null && report.resting > 0;
  const kept = report.step === 'failed' || resting ? null : control.latch.confirmedAt;
  const confirmedAt = report.step === 'confirmed' && !resting ? at : kept;
  return { ...control, latch: withStep(control.latch, step, confirmedAt) };
}

export interface ReleaseConditions {
  readonly at: WallMs;
  /** Names of orders whose outcome is unknown: one is enough to refuse (F76). */
  readonly unknownOrders: readonly string[];
  /**
   * 60 against a real venue, because cancel-all may also catch orders placed in about the next minute (kalshi-api
   * §4.2, F119); smaller only in the mode `sim`.
   */
  readonly minReleaseSeconds: number;
  /** ms of the monotonic clock since the last cancel-all of this run; null when this run has sent none. */
  readonly sinceCancelMs: number | null;
}

/**
 * killed → paused, by an authenticated operator (the gateway checked the password). Refused until the kill is
 * confirmed, while any order is unknown, and for `minReleaseSeconds` after the last cancel-all.
 */
export function release(control: TradingControl, conditions: ReleaseConditions): ControlChange {
  const latch = control.latch;
  if (latch === null) return refused(control, 'not killed');
  if (latch.confirmedAt === null)
    return refused(control, 'the venue has not confirmed that nothing of ours rests');
  if (conditions.unknownOrders.length > 0)
    return refused(control, `outcome unknown of: ${conditions.unknownOrders.join(', ')}`);
  const lastCancel = latch.steps.reduce(
    (latest, step) => (step.name === 'cancel-all' ? Math.max(latest, step.at) : latest),
    Number(latch.at),
  );
  // A wall clock that steps forward shortens no waiting (F96).
  const waitedMs = Math.min(conditions.at - lastCancel, conditions.sinceCancelMs ?? Infinity);
  const waitMs = conditions.minReleaseSeconds * 1000 - waitedMs;
  if (waitMs > 0)
    return refused(control, `cancel-all may still act: wait ${Math.ceil(waitMs / 1000)} s more`);
  return {
    ok: true,
    control: { state: 'paused', latch: null, reason: 'released from kill: arm to trade again' },
  };
}
