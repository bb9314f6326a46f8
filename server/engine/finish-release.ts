// The way back from a kill: durable, group reset, latch removed, door open; each only after the one before it.
import type { KillLatch } from '#lib/domain/kill.ts';
import { fail } from '#lib/result.ts';
import type { KillControlTools } from './kill-tools.ts';

export interface ReleaseTools
  extends Pick<
    KillControlTools,
    'parts' | 'door' | 'latchFile' | 'writer' | 'latch' | 'groups' | 'push'
  > {
  /** Another process latched meanwhile: its kill is passed on. */
  readonly pushKill: (found: KillLatch) => void;
}

/** The release is durable before the latch goes; the group is reset last, and only then may anything leave. */
export async function finishRelease(tools: ReleaseTools): Promise<void> {
  const { parts, latchFile } = tools;
  const latchOnDisk = latchFile.read();
  await tools.writer.commit([]);
  for (const group of tools.groups()) {
    if (tools.latch() !== null) return;
    const reset = await parts.orders
      .resetGroup(group.shard, group.id)
      .catch((error: unknown) => fail(String(error)));
    if (!reset.ok) throw new Error(`the order group could not be reset: ${reset.error}`);
  }
  if (tools.latch() !== null) {
    // Killed meanwhile: its trigger may have come before our reset, so it is repeated.
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
  for (const { id, shard } of tools.groups())
    tools.push({
      kind: 'report',
      report: { kind: 'order-group', orderGroupId: id, shard, event: 'reset' },
    });
}
