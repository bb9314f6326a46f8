// Journey of an account reading: the one way back from doubt. It never creates an order.

import type { StoreRecord } from '#lib/domain/record.ts';
import type { AccountReport } from '#lib/domain/report.ts';
import { reconcile } from '../5-execution/reconcile.ts';
import { accountDrift } from '../6-ledger/account-drift.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { answerAlarms } from './answer-alarms.ts';
import { auditOwnOrders } from './audit-own-orders.ts';
import { bookChange } from './book-change.ts';
import { isForgottenFill } from './forget-markets.ts';
import { forgetMoney } from './money-view.ts';
import { persist } from './notes.ts';
import { bookMoves, noteForeignOrders, openBooks } from './past-account.ts';
import { bookSettlement } from './settlement.ts';
import { tryArm } from './try-arm.ts';

/** The one drift that is no disagreement: what the gap hid is not known yet. */
export const NOT_READ_SINCE = 'not read again since the private streams were interrupted';

/** A reading begun before the private streams were back may lack what happened in the gap. */
function isSinceReturn({ privateSince }: World, { requestedAt }: AccountReport): boolean {
  return privateSince !== null && requestedAt >= privateSince;
}

/** Folds the reading into orders and books, then judges whether both agree with the venue. */
export function onAccount(
  world: World,
  account: AccountReport,
  event: CoreEvent,
  out: Effect[],
): void {
  world.lastAccount = account;
  const records: StoreRecord[] = [...openBooks(world, account, out)];
  const openedAt = world.openedAt ?? event.at;
  // What filled before the books were opened is inside the opening cash already: booking it again would count it twice.
  const reading = reconcile(
    world.orders,
    {
      ...account,
      fills: account.fills.filter(
        (fill) => fill.venueAt > openedAt && !isForgottenFill(world, fill),
      ),
    },
    event.at,
  );
  records.push(...bookChange(world, reading, out));
  for (const venueOrderId of reading.asks) out.push({ kind: 'ask-order', venueOrderId });
  for (const settlement of account.settlements)
    if (settlement.settledAt > openedAt)
      records.push(...bookSettlement(world, settlement, event.at));
  records.push(...bookMoves(world, account, out));
  noteForeignOrders(world, out);
  forgetMoney(world);
  persist(records, out);
  answerAlarms(world, reading, event, out);
  const drift = [
    ...reading.drift,
    ...accountDrift(world.ledger, account),
    ...auditOwnOrders(world, account, event, out),
    ...(isSinceReturn(world, account) ? [] : [NOT_READ_SINCE]),
  ];
  const clean = reading.clean && drift.length === 0;
  const before = world.reconciled;
  world.reconciled = {
    clean,
    drift,
    at: event.at,
    brokenSince: clean ? null : (before.brokenSince ?? event.at),
  };
  if (before.clean && !clean)
    out.push({
      kind: 'alarm',
      severity: 'warning',
      code: 'not-reconciled',
      text: `books and venue disagree: ${drift[0] ?? 'unknown'}`,
    });
  tryArm(world, event.at, out);
}
