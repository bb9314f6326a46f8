// Moves a member's cash between shards, asynchronously. In: a request. Out: a pending, later complete, transfer.
// Source: kalshi-api §1.6.

import { recordCash } from './holding.ts';
import { cashPocket } from './ledger.ts';
import type { VenueReject } from './order-shapes.ts';
import { INSUFFICIENT_BALANCE, invalidOrder } from './rejects.ts';
import { SHARDS } from './series.ts';
import type { Account, TransferRecord, Venue } from './venue.ts';

/** How long a transfer is pending, ms. */
const TRANSFER_MS = 1_000;

export interface TransferTerms {
  readonly fromShard: number;
  readonly toShard: number;
  readonly amountMicro: number;
  readonly clientTransferId?: string;
}

/** Takes the money off the source at once and adds it to the destination when complete. */
export function startTransfer(
  venue: Venue,
  account: Account,
  terms: TransferTerms,
): TransferRecord | VenueReject {
  const known = new Set(SHARDS.map(({ index }) => index));
  if (!known.has(terms.fromShard) || !known.has(terms.toShard)) {
    return invalidOrder('unknown exchange shard');
  }
  if (terms.fromShard === terms.toShard || terms.amountMicro <= 0) {
    return invalidOrder('invalid transfer');
  }
  const source = cashPocket(account.id, terms.fromShard);
  if (venue.ledger.balance(source) < terms.amountMicro) return INSUFFICIENT_BALANCE;
  const record: TransferRecord = {
    transferId: venue.entropy.uuid(),
    clientTransferId: terms.clientTransferId,
    fromShard: terms.fromShard,
    toShard: terms.toShard,
    amountMicro: terms.amountMicro,
    createdAtMs: venue.nowMs,
    status: 'pending',
  };
  const transit = `transit:${record.transferId}`;
  venue.ledger.move(source, transit, terms.amountMicro);
  recordCash(venue, account, terms.fromShard);
  account.transfers.push(record);
  venue.agenda.add(venue.nowMs + TRANSFER_MS, () => {
    venue.ledger.move(transit, cashPocket(account.id, terms.toShard), terms.amountMicro);
    record.status = 'complete';
    recordCash(venue, account, terms.toShard);
  });
  return record;
}
