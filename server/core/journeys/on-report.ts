// Journey of a venue report: orders, then the books, then everything that follows from them; stored as one batch.

import type {
  AccessRefusedReport,
  OrderGroupReport,
  OrderRejectedReport,
} from '#lib/domain/report.ts';
import { killStep } from '../4-gate/kill.ts';
import { reportToOrder } from '../5-execution/report-to-order.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { answerAlarms } from './answer-alarms.ts';
import { bookChange } from './book-change.ts';
import { evaluateMarket } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { wantsOut } from './flatten.ts';
import { isForgottenFill } from './forget-markets.ts';
import { killNow } from './kill-now.ts';
import { measureAck, watchMakerFill } from './measure-execution.ts';
import { persist } from './notes.ts';
import { onAccount } from './on-account.ts';
import { isOwnTrigger, onProof } from './prove-group.ts';
import { bookSettlement } from './settlement.ts';

/** No cancel of ours is accepted either: only a person with the exchange's own site can stop it now (F36). */
const KEY_REFUSED =
  'the exchange refuses our key (401): it was revoked or changed. Cancel on the exchange itself, renew the key, restart';

/** Nothing is taken until it is right, no cancel either (F37); the readings fail meanwhile, and drift does the rest. */
const CLOCK_REFUSED =
  'the exchange refuses our clock (401): nothing is taken until it is right. Set the time of this machine';

/** A refused key kills: no cancel is taken either. A refused clock is told: it may come right by itself, and blocks entries as skew does. */
function onAccessRefused(
  world: World,
  { because, detail }: Omit<AccessRefusedReport, 'kind'>,
  event: CoreEvent,
  out: Effect[],
): void {
  const isKey = because === 'key';
  if (isKey && world.control.latch === null)
    killNow(world, event, { by: 'exchange', reason: KEY_REFUSED }, out);
  const text = isKey ? KEY_REFUSED : `${CLOCK_REFUSED} (${detail})`;
  out.push({ kind: 'alarm', severity: 'critical', code: `${because}-refused`, text });
}

/** A create's 401 by its code: the transport's own word of it may be lost with a process, the order's is not. */
function refusesKey({ httpStatus, code }: OrderRejectedReport): boolean {
  return httpStatus === 401 && code !== 'header_timestamp_expired';
}

function onOrderGroup(
  world: World,
  report: OrderGroupReport,
  event: CoreEvent,
  out: Effect[],
): void {
  if (report.event === 'created') {
    // It exists; that it works is another matter, and proven before anything is armed.
    world.orderGroupId = report.orderGroupId;
    world.orderGroupReady = false;
    return;
  }
  if (report.event === 'proven' || report.event === 'unproven') {
    onProof(world, report, event, out);
    return;
  }
  if (report.event === 'created-for-exits') {
    if (wantsOut(world, event.at)) world.exitGroupId = report.orderGroupId;
    return;
  }
  if (report.orderGroupId !== world.orderGroupId) return;
  // A reset is not a proof: the next arming makes one.
  if (report.event === 'limit-updated' || report.event === 'reset') return;
  const isOwn = report.event === 'triggered' && report.detail === undefined;
  if (isOwn && isOwnTrigger(world, report, event)) return;
  world.orderGroupReady = false;
  if (report.event !== 'triggered' || world.control.latch !== null) return;
  const why =
    report.detail ?? 'more filled within 15 s than its limit, or somebody pressed trigger';
  killNow(world, event, { by: 'exchange', reason: `our order group was triggered: ${why}` }, out);
}

/** Applies one report and re-judges the market it is about. */
export function onReport(world: World, event: EventOf<'report'>, out: Effect[]): void {
  const { report } = event;
  if (report.kind === 'account') {
    onAccount(world, report, event, out);
    return;
  }
  if (report.kind === 'order-group') {
    onOrderGroup(world, report, event, out);
    return;
  }
  if (report.kind === 'kill-step') {
    world.control = killStep(world.control, report, event.at);
    const { latch } = world.control;
    if (latch !== null) persist([{ kind: 'kill', latch }], out);
    if (report.step === 'cancel-all') world.cancelAllAt = event.mono;
    if (report.step === 'group-triggered') world.orderGroupReady = false;
    if (report.step === 'exits-shut') world.exitGroupId = null;
    return;
  }
  if (report.kind === 'settlement') {
    persist(bookSettlement(world, report, event.at), out);
    return;
  }
  if (report.kind === 'access-refused') {
    onAccessRefused(world, report, event, out);
    return;
  }
  if (report.kind === 'order-rejected' && refusesKey(report) && world.control.latch === null)
    killNow(world, event, { by: 'exchange', reason: KEY_REFUSED }, out);
  if (report.kind === 'fill' && world.openedAt === null) {
    // Whether the opening cash has it in it only the reading that opens the books can tell (F59).
    out.push({ kind: 'reconcile', reason: 'a fill before the books were opened' });
    return;
  }
  if (report.kind === 'fill' && isForgottenFill(world, report)) return;
  if (report.kind === 'order-accepted') measureAck(world, report, event.at);
  const change = reportToOrder(world.orders, report, event.at);
  persist(bookChange(world, change, out), out);
  for (const fill of change.newFills)
    if (!change.externals.includes(fill)) watchMakerFill(world, fill, event.at);
  answerAlarms(world, change, event, out);
  for (const order of change.changed) evaluateMarket(world, order.request.ticker, event, out);
}
