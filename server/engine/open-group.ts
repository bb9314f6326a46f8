// Makes sure that the order group exists, for as long as it takes. Out: the `created` report, once.
import { type CentiContracts, count } from '#lib/domain/count.ts';
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { fail } from '#lib/result.ts';
import { type EnsureTools, ensureGroup, type GroupFile } from './order-group.ts';

/** Besides the entries of a quarter minute, this many full-size exits may fill within 15 s before the breaker trips. */
const EXIT_ORDERS = 16;
const AGAIN_MS = 2_000;

export interface OpenGroupTools extends EnsureTools {
  readonly groupFile: GroupFile;
  readonly shard: number;
  /** What may fill within 15 s before the exchange trips it. */
  readonly limit: () => CentiContracts;
  readonly isStopping: () => boolean;
  readonly onOpen: (id: OrderGroupId) => void;
  readonly onFailure: (reason: string) => void;
}

type GroupLimits = Pick<Limits, 'maxOrderCount' | 'maxOrdersPerMinute'>;

/** What the exchange takes as a limit: one contract to a million (kalshi-api §4.4). */
const LEAST = count(100);
const MOST = count(100_000_000);

/**
 * What the gate itself permits must never trip the exchange's breaker: it is there for what the gate does not permit.
 * Exits are not bound by the size of entries, so all that is held has room beside them: a limit lowered to nothing
 * still lets everything out.
 */
export function groupLimit(limits: GroupLimits, held: CentiContracts): CentiContracts {
  const orders = Math.ceil(limits.maxOrdersPerMinute / 4) + EXIT_ORDERS;
  return count(Math.min(MOST, Math.max(LEAST, limits.maxOrderCount * orders + held)));
}

/** Resolves after the first try; later ones go on in the background. Never throws. */
export async function openGroup(tools: OpenGroupTools): Promise<void> {
  const group = await ensureGroup(tools, tools.groupFile, {
    shard: tools.shard,
    limit: tools.limit(),
  }).catch((error: unknown) => fail(String(error)));
  if (group.ok) {
    tools.onOpen(group.value);
    return;
  }
  tools.onFailure(group.error);
  tools.timers.after(AGAIN_MS, () => {
    if (!tools.isStopping()) void openGroup(tools);
  });
}
