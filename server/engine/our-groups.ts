// The order groups this process opened: the one in force and those it replaced, which a kill triggers, too.
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { EventBody } from '#server/core/event.ts';
import type { World } from '#server/core/world.ts';
import type { GroupOnShard } from '#server/kill/group-stop.ts';
import type { StoreWriter } from './store-writer.ts';

export interface OurGroups {
  /** The one in force first; empty before there is one. */
  readonly all: () => readonly GroupOnShard[];
  /** A new one is open: stored, told to the core, and the old one is remembered. */
  readonly opened: (orderGroupId: OrderGroupId) => void;
}

export interface OurGroupsOptions {
  readonly world: Pick<World, 'orderGroupId'>;
  readonly shard: number;
  readonly writer: Pick<StoreWriter, 'persist'>;
  readonly push: (body: EventBody) => void;
}

export function createOurGroups({ world, shard, writer, push }: OurGroupsOptions): OurGroups {
  const retired = new Set<OrderGroupId>();
  return {
    all() {
      const { orderGroupId: id } = world;
      const others = [...retired].filter((each) => each !== id);
      return [
        ...(id === null ? [] : [{ shard, id }]),
        ...others.map((each) => ({ shard, id: each, isRetired: true })),
      ];
    },
    opened(orderGroupId) {
      if (world.orderGroupId !== null) retired.add(world.orderGroupId);
      writer.persist([{ kind: 'order-group', orderGroupId, shard }]);
      push({
        kind: 'report',
        report: { kind: 'order-group', orderGroupId, shard, event: 'created' },
      });
    },
  };
}
