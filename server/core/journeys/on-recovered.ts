// Journey of start-up and crash recovery, which are one path: stored state in, then a reading of the account.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import { restoreEvidence } from '../3-models/probability/evidence.ts';
import { restoreApprovals } from '../4-gate/approvals.ts';
import { restoreCensus } from '../4-gate/census.ts';
import { createTradingControl } from '../4-gate/kill.ts';
import { fillKey } from '../5-execution/order-book-state.ts';
import { restoreOrders } from '../5-execution/restore-orders.ts';
import { type LedgerState, rebuildLedger, utcDay } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import { restoreIncidents } from '../incidents/incident-book.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';
import { KILL_DEADLINE_MS } from './kill-now.ts';
import { forgetMoney } from './money-view.ts';
import { persist } from './notes.ts';
import { restoreExternals } from './past-account.ts';
import { switchesInForce } from './switch-model.ts';

/** Markets whose fills were not all read back, or are paid out: from here on their sums say nothing (I1). */
function notWholeIn(
  { positions }: LedgerState,
  { fills, transactions }: EventOf<'recovered'>,
): ReadonlySet<MarketTicker> {
  const notWhole = new Set<MarketTicker>();
  for (const { ticker, settled } of positions.values()) if (settled) notWhole.add(ticker);
  const read = new Set(fills.map((fill) => `fill:${fillKey(fill)}`));
  for (const { id, kind, ticker } of transactions)
    if (kind === 'fill' && ticker !== null && !read.has(id)) notWhole.add(ticker);
  return notWhole;
}

/** Restores what the last run left. A found latch means killed; nothing arms by itself after a crash. */
export function onRecovered(world: World, event: EventOf<'recovered'>, out: Effect[]): void {
  world.ledger = rebuildLedger(event.transactions);
  world.openedAt = event.transactions.find((each) => each.kind === 'opening')?.at ?? null;
  const changed = restoreOrders(world.orders, event, event.at);
  const withdrawn = restoreApprovals(world.approvals, event.approvals, event.at);
  // A kill pressed while the store was being read stands: recovery never lifts one (I4).
  const latch = world.control.latch ?? event.latch;
  // What confirmed it then was another run's reading: this run's own sequence has to confirm it again (F74, F75).
  world.control = createTradingControl(
    latch === null || latch === world.control.latch ? latch : { ...latch, confirmedAt: null },
  );
  world.orderGroupId = event.orderGroupId;
  restoreCensus(world.census, event.census ?? []);
  restoreEvidence(world.evidence, event.evidence ?? []);
  // A word said while the store was being read is newer than all it holds.
  world.modelsOff = switchesInForce(new Map(), [
    ...(event.modelSwitches ?? []),
    ...world.modelsOff.values(),
  ]);
  restoreIncidents(world.incidents, event.incidents ?? []);
  const today = utcDay(event.at);
  if (
    event.orders.some(
      (order) => order.request.purpose === 'enter' && utcDay(order.createdAt) === today,
    )
  )
    world.lastEntryDay = today;
  restoreExternals(world, event.transactions, out);
  world.standing = { lookedAt: null, since: event.at, notWhole: notWholeIn(world.ledger, event) };
  world.recovered = true;
  forgetMoney(world);
  const { limits } = world;
  const records: StoreRecord[] = [
    {
      kind: 'audit',
      at: event.at,
      by: 'engine',
      action: 'limits-in-force',
      detail: JSON.stringify(limits),
    },
    ...changed.map((order) => ({ kind: 'order', order }) as const),
    ...withdrawn.map((approval) => ({ kind: 'approval', approval }) as const),
  ];
  persist(records, out);
  if (latch !== null) {
    // The latch may be older than the exchange's state: make sure, every time (F75).
    out.push({
      kind: 'kill',
      latchId: latch.id,
      reason: `still killed after a restart: ${latch.reason}`,
      by: latch.by,
    });
    out.push({ kind: 'timer', timer: 'kill-deadline', afterMs: KILL_DEADLINE_MS });
  }
  if (!world.options.armWhenReady && latch === null)
    out.push({
      kind: 'alarm',
      severity: 'warning',
      code: 'engine-started',
      text: 'the engine started disarmed: compare positions with the exchange, then press Arm',
    });
  out.push({ kind: 'reconcile', reason: 'start-up' });
  out.push({ kind: 'timer', timer: 'second', afterMs: 0 });
  out.push({ kind: 'timer', timer: 'reconcile', afterMs: 1_000 });
}
