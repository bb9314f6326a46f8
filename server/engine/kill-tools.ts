// What kill and release are carried out with: the venue, the door, the latch on disk, the core's own word.
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { Result } from '#lib/result.ts';
import type { LatchFile } from '#server/adapters/latch-file/latch-file.ts';
import type { Log } from '#server/config/json-log.ts';
import type { EventBody } from '#server/core/event.ts';
import type { GroupOnShard } from '#server/kill/group-stop.ts';
import type { VenueClock } from '#server/kill/venue-clock.ts';
import type { Door } from './door.ts';
import type { ExitLane } from './exit-lane.ts';
import type { Parts } from './parts.ts';
import type { ResetCount } from './reset-count.ts';
import type { StoreWriter } from './store-writer.ts';

export interface KillControlTools {
  readonly parts: Pick<Parts, 'orders' | 'clock' | 'timers' | 'entropy'>;
  readonly door: Door;
  readonly latchFile: LatchFile;
  readonly writer: Pick<StoreWriter, 'commit'>;
  readonly exitLane: ExitLane;
  readonly shard: number;
  /** The core's latch now; null while it is not killed. */
  readonly latch: () => KillLatch | null;
  readonly groups: () => readonly GroupOnShard[];
  readonly resets: ResetCount;
  /** A new group for one that the exchange has no longer. */
  readonly makeGroup: () => Promise<Result<OrderGroupId>>;
  readonly hasOrderInFlight: () => boolean;
  /** A create of ours may still arrive that nobody waits for any more. */
  readonly mayArriveLate: () => boolean;
  readonly venueClock: VenueClock;
  readonly push: (body: EventBody) => void;
  readonly alarm: (severity: 'critical', code: string, text: string) => void;
  readonly log: Pick<Log, 'error'>;
}
