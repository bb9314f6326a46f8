// What the feeds bring, as events of the loop. On the way it notices what the parts outside the core have to act on themselves.
import type { OrderGroupReport } from '#lib/domain/report.ts';
import type { EventBody } from '#server/core/event.ts';
import type { World } from '#server/core/world.ts';
import type { ClockMemory } from '#server/kill/venue-clock.ts';
import type { FeedSink } from '#server/ports/market-feed.ts';
import type { GroupKeeper } from './group-keeper.ts';
import type { KillControl } from './kill-control.ts';
import type { ResetCount } from './reset-count.ts';

export interface FeedSinkOptions {
  readonly world: Pick<World, 'orderGroupId'>;
  readonly push: (body: EventBody) => void;
  readonly killControl: Pick<KillControl, 'watch'>;
  readonly keeper: Pick<GroupKeeper, 'replace'>;
  readonly resets: Pick<ResetCount, 'noteSeen'>;
  readonly clockMemory: Pick<ClockMemory, 'note'>;
  readonly isKilled: () => boolean;
}

/** The one way in for ticks, reports and the state of the feeds. */
export function createFeedSink(options: FeedSinkOptions): FeedSink {
  const { world, push, killControl, keeper, resets, clockMemory, isKilled } = options;

  function noticeGroup({ event, orderGroupId }: OrderGroupReport): void {
    // Whoever triggered our group may have left a latch (the watchdog does): then the kill carries that name.
    if (event === 'triggered') killControl.watch();
    if (event === 'reset') resets.noteSeen();
    if (event === 'deleted' && orderGroupId === world.orderGroupId && !isKilled()) keeper.replace();
  }

  return {
    tick: (tick) => push({ kind: 'tick', tick }),
    report(report) {
      if (report.kind === 'order-group') {
        // A group counts as ours when we made it, not when the account has one more: the exits' own is not the main one.
        if (report.event === 'created') return;
        noticeGroup(report);
      }
      push({ kind: 'report', report });
    },
    status(status) {
      clockMemory.note(status);
      push({ kind: 'status', status });
    },
  };
}
