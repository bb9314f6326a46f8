// From a verdict to the outside: send, ask the operator, cancel.

import type { CentiContracts } from '#lib/domain/count.ts';
import type { ApprovalId, ClientOrderId, OrderGroupId } from '#lib/domain/ids.ts';
import { approvalId, clientOrderId } from '#lib/domain/ids.ts';
import type { OrderIntent } from '#lib/domain/order.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { raise } from '../4-gate/approvals.ts';
import { verdictToOrder } from '../4-gate/verdict-to-order.ts';
import {
  addIntended,
  askCancel,
  askDecrease,
  workingOrders,
} from '../5-execution/order-book-state.ts';
import { utcDay } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { beginExit } from './exit-work.ts';
import { freshId } from './fresh-id.ts';
import { forgetMoney } from './money-view.ts';
import { persist } from './notes.ts';

/**
 * Nothing leaves while killed (I2) but exits that a person asked for, by a group of their own: the main one stays triggered.
 * The door would deny anything else anyway, once a second, each time on disk.
 */
function groupFor(world: World, intent: OrderIntent): OrderGroupId | null {
  if (world.control.latch === null) return world.orderGroupId;
  return intent.purpose === 'exit' && intent.reduceOnly ? world.exitGroupId : null;
}

export interface Sending {
  readonly intent: OrderIntent;
  readonly approvalId: ApprovalId | null;
  /** Of a ticket; absent for the machine's own, which get a fresh one. */
  readonly id?: ClientOrderId;
}

/** Mints and hands over one order. Only sealed decisions and re-checked approvals come here. */
export function sendOrder(world: World, what: Sending, event: CoreEvent, out: Effect[]): void {
  const { intent } = what;
  const group = groupFor(world, intent);
  if (group === null || !world.recovered) return;
  const id =
    what.id ??
    clientOrderId(
      freshId(world.options.boot, event.seq, `order:${intent.ticker}:${intent.purpose}`),
    );
  const order = verdictToOrder({
    intent,
    clientOrderId: id,
    orderGroupId: group,
    approvalId: what.approvalId,
    at: event.at,
  });
  addIntended(world.orders, order, event.at);
  // A person's exit has its own limit: the bound of ours begins when we begin.
  if (what.id === undefined) beginExit(world, intent, event.at);
  world.sent = [...world.sent, { at: event.at, count: intent.count }];
  if (intent.purpose === 'enter') world.lastEntryDay = utcDay(event.at);
  forgetMoney(world);
  out.push({ kind: 'commit-then-send', order });
}

/** Cancels one of our orders when the venue has given it an id; returns false when nothing could be asked. */
export function cancelOrder(
  world: World,
  id: ReturnType<typeof clientOrderId>,
  event: CoreEvent,
  out: Effect[],
): boolean {
  const asked = askCancel(world.orders, id, event.at);
  if (asked === null) return false;
  persist([{ kind: 'order', order: asked.order }], out);
  out.push({ kind: 'cancel', ...asked.cancel });
  return true;
}

/** Cancels every entry the venue has named; how many were asked for. */
export function cancelEntries(world: World, event: CoreEvent, out: Effect[]): number {
  const entries = workingOrders(world.orders).filter(({ request }) => request.purpose === 'enter');
  return entries.filter(({ request }) => cancelOrder(world, request.clientOrderId, event, out))
    .length;
}

/** Makes one of our resting orders smaller; it keeps its place in the queue. */
export function decreaseOrder(
  world: World,
  what: { readonly id: ClientOrderId; readonly to: CentiContracts },
  event: CoreEvent,
  out: Effect[],
): void {
  const asked = askDecrease(world.orders, what.id, { to: what.to, at: event.at });
  if (asked === null) return;
  persist([{ kind: 'order', order: asked.order }], out);
  out.push({ kind: 'decrease', ...asked.decrease });
}

function askOperator(world: World, decision: Decision, event: CoreEvent, out: Effect[]): void {
  const market = world.market.contracts.get(decision.ticker)?.market;
  if (market === undefined) return;
  const id = approvalId(freshId(world.options.boot, event.seq, `approval:${decision.ticker}`));
  const raised = raise(world.approvals, decision, {
    id,
    at: event.at,
    limits: world.limits,
    closeAt: market.closeAt,
  });
  if (!raised.ok) return;
  persist([{ kind: 'approval', approval: raised.approval }], out);
  out.push({
    kind: 'alarm',
    severity: 'info',
    code: 'approval-raised',
    text: `approval needed: ${decision.sentence}`,
  });
}

/** Carries out the verdict. Exits go straight out; flagged entries wait for the operator. */
export function actOn(world: World, decision: Decision, event: CoreEvent, out: Effect[]): void {
  if (decision.intent === null) return;
  if (decision.verdict === 'exit') {
    sendOrder(world, { intent: decision.intent, approvalId: null }, event, out);
    return;
  }
  if (decision.verdict !== 'enter') return;
  if (decision.flags.length > 0) askOperator(world, decision, event, out);
  else sendOrder(world, { intent: decision.intent, approvalId: null }, event, out);
}
