// The way back from a kill: durable, group reset, latch removed, door open; each only after the one before it.

import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { fail } from '#lib/result.ts';
import type { GroupOnShard } from '#server/kill/group-stop.ts';
import type { KillControlTools } from './kill-tools.ts';

export interface ReleaseTools
  extends Pick<
    KillControlTools,
    'parts' | 'door' | 'latchFile' | 'writer' | 'latch' | 'groups' | 'push' | 'resets' | 'makeGroup'
  > {
  /** Another process latched meanwhile: its kill is passed on. */
  readonly pushKill: (found: KillLatch) => void;
}

/** Resets the group; one that the exchange has no longer is replaced. Throws when neither was possible. */
async function resetOrReplace(
  { parts, resets, makeGroup }: ReleaseTools,
  group: GroupOnShard,
): Promise<OrderGroupId> {
  const reset = await resets
    .reset(group.shard, group.id)
    .catch((error: unknown) => fail(String(error)));
  if (reset.ok) return group.id;
  const read = await parts.orders.readGroup(group.shard, group.id);
  if (!read.ok || read.value !== 'gone')
    throw new Error(`the order group could not be reset: ${reset.error}`);
  const fresh = await makeGroup();
  if (!fresh.ok) throw new Error(`the order group is gone, and no new one: ${fresh.error}`);
  return fresh.value;
}

/** The release is durable before the latch goes; the group is reset last, and only then may anything leave. */
export async function finishRelease(tools: ReleaseTools): Promise<void> {
  const { parts, latchFile } = tools;
  const latchOnDisk = latchFile.read();
  await tools.writer.commit([]);
  const reset: GroupOnShard[] = [];
  for (const group of tools.groups().filter(({ isRetired = false }) => !isRetired)) {
    if (tools.latch() !== null) return;
    reset.push({ shard: group.shard, id: await resetOrReplace(tools, group) });
  }
  if (tools.latch() !== null) {
    // Killed meanwhile: its trigger may have come before our reset, so it is repeated; the kill makes sure of it, too.
    for (const group of tools.groups()) await parts.orders.triggerGroup(group.shard, group.id);
    return;
  }
  const now = latchFile.read();
  if (now !== null && now.id !== latchOnDisk?.id) {
    tools.pushKill(now);
    return;
  }
  latchFile.clear();
  tools.door.open();
  for (const { id, shard } of reset)
    tools.push({
      kind: 'report',
      report: { kind: 'order-group', orderGroupId: id, shard, event: 'reset' },
    });
}
