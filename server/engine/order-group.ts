// The exchange-side breaker: one order group for this account, made once, remembered on disk for the watchdog.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CentiContracts } from '#lib/domain/count.ts';
import { type OrderGroupId, orderGroupId } from '#lib/domain/ids.ts';
import type { Report } from '#lib/domain/report.ts';
import type { Result } from '#lib/result.ts';
import { within } from '#server/kill/within.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

export interface GroupFile {
  /** The group of this account; null when there is none or it belongs to another account. */
  read(): OrderGroupId | null;
  write(id: OrderGroupId): void;
}

/** The exchange knows no such group, or says that it is triggered: the stream's word of it may have been lost. */
export function isRefusedByGroup(report: Report): boolean {
  return report.kind === 'order-rejected' && /group/i.test(`${report.code} ${report.details}`);
}

/** `run/order-group` under `home`: account on the first line, id on the second. */
export function createGroupFile(home: string, account: string): GroupFile {
  const path = join(home, 'run', 'order-group');
  return {
    read() {
      try {
        const [owner, id] = readFileSync(path, 'utf8').split('\n');
        return owner === account && id !== undefined && id.length > 0 ? orderGroupId(id) : null;
      } catch {
        return null;
      }
    },
    write(id) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const draft = `${path}.${process.pid}.new`;
      writeFileSync(draft, `${account}\n${id}\n`, { mode: 0o600 });
      renameSync(draft, path);
    },
  };
}

/** Two seconds: the start waits for it. */
const PATIENCE = 5;

export interface GroupTerms {
  readonly shard: number;
  /** The most contracts that may fill within 15 s. */
  readonly limit: CentiContracts;
}

/** A fresh group, on disk before anything names it. */
export async function makeGroup(
  orders: Pick<VenueOrders, 'createGroup'>,
  file: GroupFile,
  terms: GroupTerms,
): Promise<Result<OrderGroupId>> {
  const created = await orders.createGroup(terms.shard, terms.limit);
  if (created.ok) file.write(created.value);
  return created;
}

/**
 * The remembered group, or a fresh one when there is none or the exchange has it no longer by its own definite word; not
 * while killed: a release replaces it then.
 */
export async function ensureGroup(
  { orders, timers, isKilled }: EnsureTools,
  file: GroupFile,
  terms: GroupTerms,
): Promise<Result<OrderGroupId>> {
  const known = file.read();
  if (known === null) return makeGroup(orders, file, terms);
  const read = await within(timers, PATIENCE)(() => orders.readGroup(terms.shard, known));
  const isGone = read.ok && read.value === 'gone';
  return isGone && !isKilled() ? makeGroup(orders, file, terms) : { ok: true, value: known };
}

export interface EnsureTools {
  readonly orders: Pick<VenueOrders, 'createGroup' | 'readGroup'>;
  readonly timers: Timers;
  readonly isKilled: () => boolean;
}
