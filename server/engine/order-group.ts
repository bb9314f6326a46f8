// The exchange-side breaker: one order group for this account, made once, remembered on disk for the watchdog.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CentiContracts } from '#lib/domain/count.ts';
import { type OrderGroupId, orderGroupId } from '#lib/domain/ids.ts';
import type { Result } from '#lib/result.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

export interface GroupFile {
  /** The group of this account; null when there is none or it belongs to another account. */
  read(): OrderGroupId | null;
  write(id: OrderGroupId): void;
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

/** The remembered group, or a fresh one; `limit` is the most contracts that may fill within 15 s. */
export async function ensureGroup(
  orders: VenueOrders,
  file: GroupFile,
  terms: { readonly shard: number; readonly limit: CentiContracts },
): Promise<Result<OrderGroupId>> {
  const known = file.read();
  if (known !== null) return { ok: true, value: known };
  const created = await orders.createGroup(terms.shard, terms.limit);
  if (created.ok) file.write(created.value);
  return created;
}
