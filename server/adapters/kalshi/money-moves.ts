// Money that moved outside trading: transfers between shards, deposits, withdrawals come in, signed moves go out.
import { type MicroDollars, money, negateMoney } from '#lib/domain/money.ts';
import type { MoneyMove } from '#lib/domain/report.ts';
import type { Reader } from './rest-read.ts';
import { paymentsReply, transfersReply } from './rest-schema.ts';

const PAGE_LIMIT = 100;
const CENTS_TO_MICRO = 10_000;
/** Words for a payment that has not reached the balance, or has left it again. */
const NOT_DONE = new Set(['pending', 'failed', 'returned', 'cancelled', 'canceled']);

async function transfers(reader: Reader, shard: number): Promise<readonly MoneyMove[]> {
  const path = '/portfolio/intra_exchange_instance_transfers';
  const body = await reader.get(path, { limit: PAGE_LIMIT }, transfersReply);
  if (!body.ok) return [];
  return body.value.transfers.flatMap((row) => {
    const arrives = row.destination_exchange_shard === shard && row.status === 'complete';
    const leaves = row.source_exchange_shard === shard;
    if (arrives === leaves) return [];
    const amount: MicroDollars = arrives ? row.amount : negateMoney(row.amount);
    return [{ id: `shard:${row.transfer_id}`, amount, at: row.created_ts }];
  });
}

async function payments(
  reader: Reader,
  kind: 'deposits' | 'withdrawals',
): Promise<readonly MoneyMove[]> {
  const body = await reader.get(`/portfolio/${kind}`, { limit: PAGE_LIMIT }, paymentsReply);
  if (!body.ok) return [];
  const sign = kind === 'deposits' ? 1 : -1;
  return (body.value[kind] ?? [])
    .filter((row) => !NOT_DONE.has(row.status))
    .map((row) => ({
      id: `${kind}:${row.id}`,
      amount: money(sign * row.amount_cents * CENTS_TO_MICRO),
      at: row.created_ts,
    }));
}

/**
 * The newest page of each listing. A listing that cannot be read gives nothing: moves only ever explain a difference
 * of cash that is there anyway, so their absence fails closed, as drift (kalshi-api §1.6, §4.6).
 */
export async function readMoves(reader: Reader, shard: number): Promise<readonly MoneyMove[]> {
  const found = await Promise.all([
    transfers(reader, shard),
    payments(reader, 'deposits'),
    payments(reader, 'withdrawals'),
  ]);
  return found.flat();
}
