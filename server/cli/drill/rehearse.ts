// One rehearsal of one kill level with the engine's own door, kill control, latch file and exit lane. Out: what it took.
import { randomUUID } from 'node:crypto';
import { type CentiContracts, count } from '#lib/domain/count.ts';
import { clientOrderId, decisionId, type OrderGroupId } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import { isLatching, type KillLatch, type KillLevel } from '#lib/domain/kill.ts';
import type { ApprovedOrder, OrderIntent } from '#lib/domain/order.ts';
import { fail } from '#lib/result.ts';
import { verdictToOrder } from '#server/core/4-gate/verdict-to-order.ts';
import type { EventBody } from '#server/core/event.ts';
import { createDoor, type Door } from '#server/engine/door.ts';
import { createExitLane } from '#server/engine/exit-lane.ts';
import { createKillControl } from '#server/engine/kill-control.ts';
import { createResetCount } from '#server/engine/reset-count.ts';
import { wait } from '#server/kill/within.ts';
import type { Stage } from './stage.ts';

/** Past this a rehearsal has failed. */
const WITHIN_MS = 60_000;
const LOOK_MS = 5;
/** Between two tries to sell: a venue without a buyer is not stormed. */
const SELL_AGAIN_MS = 250;

export interface Rehearsal {
  readonly gateClosedMs: number;
  readonly zeroOrdersMs: number;
  readonly flatMs: number | null;
}

function orderOf(
  stage: Stage,
  purpose: 'enter' | 'exit',
  terms: { readonly group: OrderGroupId; readonly contracts: CentiContracts },
): ApprovedOrder {
  const isExit = purpose === 'exit';
  const at = wallMs(stage.clock.wall());
  const intent: OrderIntent = {
    ...{ decisionId: decisionId('d-drill'), ticker: stage.ticker, purpose, price: stage.low },
    ...{ count: terms.contracts, shard: stage.shard, reduceOnly: isExit, postOnly: !isExit },
    side: isExit ? 'ask' : 'bid',
    timeInForce: isExit ? 'immediate_or_cancel' : 'good_till_canceled',
    expiresAt: isExit ? null : addMs(at, 60_000),
  };
  const id = clientOrderId(randomUUID());
  return verdictToOrder({
    ...{ intent, at },
    clientOrderId: id,
    orderGroupId: terms.group,
    approvalId: null,
  });
}

/** The milder two levels: the door, and for reduce only every resting entry by name, until a read shows none. */
async function rehearseMild(stage: Stage, level: KillLevel): Promise<Rehearsal> {
  const door = createDoor(() => 0);
  door.open();
  door.follow('armed');
  const entry = orderOf(stage, 'enter', { group: stage.group, contracts: count(100) });
  const pressed = stage.clock.mono();
  const since = (): number => (stage.clock.mono() - pressed) / 1e6;
  door.follow(level === 'pause' ? 'paused' : 'reducing');
  if (door.denies(entry) === null) throw new Error('the door let an entry through');
  const gateClosedMs = since();
  if (level === 'pause') return { gateClosedMs, zeroOrdersMs: 0, flatMs: null };
  while (since() < WITHIN_MS) {
    const resting = await stage.orders.restingOrders();
    if (resting.ok && resting.value.length === 0)
      return { gateClosedMs, zeroOrdersMs: since(), flatMs: null };
    if (resting.ok)
      await Promise.all(
        resting.value.map(({ venueOrderId, ticker }) =>
          stage.orders.cancel({ venueOrderId, ticker, shard: stage.shard }),
        ),
      );
  }
  throw new Error(`orders still rest after ${WITHIN_MS / 1000} s`);
}

interface Latched {
  latch: KillLatch;
  held: CentiContracts;
  exitGroup: OrderGroupId | null;
  zeroOrdersMs: number | null;
}

/** What the core does with the reports of a kill, as far as this rehearsal needs it. */
function noteReport(state: Latched, body: EventBody, sinceMs: number): void {
  if (body.kind !== 'report') return;
  const { report } = body;
  if (report.kind === 'order-group' && report.event === 'created-for-exits')
    state.exitGroup = report.orderGroupId;
  if (report.kind !== 'kill-step') return;
  if (report.step === 'confirmed') {
    state.zeroOrdersMs ??= sinceMs;
    state.latch = { ...state.latch, confirmedAt: wallMs(Date.now()) };
  }
}

async function sellOut(stage: Stage, state: Latched, door: Door): Promise<void> {
  const end = stage.clock.mono() + WITHIN_MS * 1e6;
  while (state.held > 0) {
    if (stage.clock.mono() > end) throw new Error('the position is still held');
    await wait(stage.timers, LOOK_MS);
    if (state.exitGroup === null) continue;
    const exit = orderOf(stage, 'exit', { group: state.exitGroup, contracts: state.held });
    const denied = door.denies(exit);
    if (denied !== null) throw new Error(`the door kept an exit of the flatten: ${denied}`);
    const answer = await stage.orders.create(exit);
    if (answer.kind === 'order-accepted') state.held = count(state.held - answer.filled);
    // Whatever else was answered, an earlier try may have sold it: what is held is the venue's word, as always.
    if (state.held > 0) state.held = await heldNow(stage, state.held);
    if (state.held > 0) await wait(stage.timers, SELL_AGAIN_MS);
  }
}

async function heldNow(stage: Stage, before: CentiContracts): Promise<CentiContracts> {
  const account = await stage.orders.account(Math.floor(stage.clock.wall() / 1000), stage.shard);
  if (!account.complete) return before;
  const row = account.positions.find(({ ticker }) => ticker === stage.ticker);
  return count(Math.max(0, row?.position ?? 0));
}

/** Kill, and kill and flatten. */
async function rehearseLatched(stage: Stage, level: KillLevel): Promise<Rehearsal> {
  const { orders, clock, timers, entropy, shard } = stage;
  const at = wallMs(clock.wall());
  const flatten = level === 'flatten';
  const latch: KillLatch = {
    ...{ id: randomUUID(), at, by: 'drill', reason: 'rehearsal' },
    ...{ steps: [], confirmedAt: null, flatten },
  };
  const state: Latched = { latch, held: stage.held, exitGroup: null, zeroOrdersMs: null };
  const inner = createDoor(() => state.held);
  inner.open();
  inner.follow('armed');
  const pressed = clock.mono();
  const since = (): number => (clock.mono() - pressed) / 1e6;
  // The gate is shut when the door is, not when the latch has reached the disk.
  let gateClosedMs = Number.NaN;
  const door: Door = {
    ...inner,
    close(reason) {
      inner.close(reason);
      if (Number.isNaN(gateClosedMs)) gateClosedMs = since();
    },
  };
  const push = (body: EventBody): void => noteReport(state, body, since());
  const latchNow = (): KillLatch => state.latch;
  const control = createKillControl({
    ...{ parts: { orders, clock, timers, entropy }, door, shard, push },
    latchFile: stage.latchFile,
    writer: { commit: async () => undefined },
    exitLane: createExitLane({
      ...{ orders, timers, door, shard, push, latch: latchNow, held: () => state.held },
      isAsked: () => latchNow().flatten === true,
    }),
    latch: latchNow,
    groups: () => [{ shard, id: stage.group }],
    hasOrderInFlight: () => false,
    mayArriveLate: () => false,
    resets: createResetCount(orders, timers),
    makeGroup: async () => fail('not in a rehearsal'),
    venueClock: stage.venueClock,
    alarm: () => undefined,
    log: { error: () => undefined },
  });
  const entry = orderOf(stage, 'enter', { group: stage.group, contracts: count(100) });
  control.kill({ latchId: latch.id, by: latch.by, reason: latch.reason });
  if (door.denies(entry) === null) throw new Error('the door let an entry through');
  const stopWatching = timers.every(50, () => control.watch());
  try {
    while (state.zeroOrdersMs === null) {
      if (since() > WITHIN_MS) throw new Error(`not confirmed within ${WITHIN_MS / 1000} s`);
      await wait(timers, LOOK_MS);
    }
    const { zeroOrdersMs } = state;
    if (!flatten) return { gateClosedMs, zeroOrdersMs, flatMs: null };
    await sellOut(stage, state, door);
    return { gateClosedMs, zeroOrdersMs, flatMs: since() };
  } finally {
    stopWatching();
    // The last look of this kill must not speak into the next rehearsal.
    control.release();
  }
}

/** Throws in words when the level did not do what it promises. */
export function rehearse(stage: Stage, level: KillLevel): Promise<Rehearsal> {
  return isLatching(level) ? rehearseLatched(stage, level) : rehearseMild(stage, level);
}
