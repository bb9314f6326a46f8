// What a report changed, booked: orders and fills with their ledger transactions, as one durable batch.
import type { StoreRecord } from '#lib/domain/record.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { OrderChange, RetoldFill } from '../5-execution/order-change.ts';
import { fillToPosition } from '../6-ledger/fill-to-position.ts';
import { applyTransaction } from '../6-ledger/ledger-state.ts';
import { reviseFill } from '../6-ledger/revise-fill.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { forgetMoney } from './money-view.ts';
import { raiseNotes } from './notes.ts';
import { watchFees } from './watch-fees.ts';

/** Books fills and names every record that must become durable with them, in one transaction (F49). */
export function bookChange(world: World, change: OrderChange, out: Effect[]): StoreRecord[] {
  const records: StoreRecord[] = change.changed.map((order) => ({ kind: 'order', order }));
  for (const fill of change.newFills) records.push(...bookFill(world, fill));
  for (const fill of change.retold) records.push(...bookRevision(world, fill, out));
  watchFees(world, change.newFills, out);
  raiseNotes(change.alarms, out);
  for (const cancel of change.cancels) out.push({ kind: 'cancel', ...cancel });
  if (change.changed.length > 0 || change.newFills.length > 0) forgetMoney(world);
  return records;
}

function bookFill(world: World, fill: FillReport): readonly StoreRecord[] {
  const transaction = fillToPosition(world.ledger, fill);
  if (transaction === null || !applyTransaction(world.ledger, transaction))
    return [{ kind: 'fill', fill }];
  return [
    { kind: 'fill', fill },
    { kind: 'ledger', transaction },
  ];
}

/** Figures of a fill that came later are appended and told; the fill itself stays as it was first told (F60). */
function bookRevision(
  world: World,
  { booked, told }: RetoldFill,
  out: Effect[],
): readonly StoreRecord[] {
  const transaction = reviseFill(world.ledger, booked, told);
  if (transaction === null || !applyTransaction(world.ledger, transaction)) return [];
  forgetMoney(world);
  const text = `the venue revised a fill in ${booked.ticker}, a correction is booked: ${transaction.memo}`;
  raiseNotes([{ severity: 'warning', code: 'fill-revised', text }], out);
  return [{ kind: 'ledger', transaction }];
}
