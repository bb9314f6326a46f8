// Keeps a home from trading while its demo account is drilled on. In: the home. Out: the way back, or why not.
import { fail, ok, type Result } from '#lib/result.ts';
import { readRuntime } from '#server/config/runtime.ts';
import { claimHome } from '../claim-home.ts';
import { processIsOurs } from '../process-alive.ts';

/**
 * Fails while a system that trades at Kalshi runs under `home`, or any start of it is under way; else no start gets in
 * before the value is called. A running simulated system holds no order at Kalshi, and keeps other starts out itself.
 */
export function keepStill(home: string): Result<() => void> {
  const running = readRuntime(home);
  if (!running.ok || !processIsOurs(running.value.supervisorPid)) return claimHome(home);
  const { mode, supervisorPid } = running.value;
  if (mode === 'sim') return ok(() => undefined);
  return fail(
    `a ${mode} system runs under ${home} (process ${supervisorPid}), and a drill would cancel its orders: stop it first`,
  );
}
