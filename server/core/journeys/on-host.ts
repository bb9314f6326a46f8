// Journey of the host's health sample: kept for the gate, told when it turns bad.
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';

/** Keeps the sample; a change for the worse is an alarm. */
export function onHost(world: World, event: EventOf<'host'>, out: Effect[]): void {
  const before = world.host;
  const { storeHealthy, loopDelayMs, freeDiskBytes, watchdogAlive } = event;
  world.host = { storeHealthy, loopDelayMs, freeDiskBytes, watchdogAlive };
  const worse = (code: string, text: string): void => {
    out.push({ kind: 'alarm', severity: 'critical', code, text });
  };
  if (!storeHealthy && before?.storeHealthy !== false)
    worse('store-down', 'the database does not accept writes: entries are blocked');
  if (!watchdogAlive && before?.watchdogAlive === true)
    worse('watchdog-gone', 'the watchdog is not connected: entries are blocked');
}
