// Samples the machine once a second: event-loop delay, free disk, memory. In: perf hooks and statfs. Out: figures.
import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface HostSample {
  /** Worst event-loop delay since the last sample, ms. */
  readonly loopDelayMs: number;
  readonly freeDiskBytes: number | null;
  readonly rssBytes: number;
}

export interface HostHealthMeter {
  sample(): Promise<HostSample>;
  stop(): void;
}

/** Resolution of the delay meter; its own idle reading is subtracted. */
const RESOLUTION_MS = 10;

/** Starts measuring at once. `home` names the file system whose free space counts. */
export function createHostHealth(home: string): HostHealthMeter {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return {
    async sample() {
      const loopDelayMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
      delay.reset();
      let freeDiskBytes: number | null = null;
      try {
        const stats = await statfs(home);
        freeDiskBytes = stats.bavail * stats.bsize;
      } catch {
        // Unknown stays unknown: the gate's disk check fails closed on null.
      }
      return { loopDelayMs, freeDiskBytes, rssBytes: process.memoryUsage.rss() };
    },
    stop: () => delay.disable(),
  };
}
