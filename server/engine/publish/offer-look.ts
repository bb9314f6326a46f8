// What the gate would say if a waiting offer were approved now. In: world, offer. Out: a reason or none, made once a second.
import type { Approval } from '#lib/domain/approval.ts';
import { objectionTo } from '#server/core/4-gate/recheck.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { gateView } from '#server/core/journeys/gate-view.ts';
import type { World } from '#server/core/world.ts';

interface Look {
  readonly second: number;
  readonly against: string | null;
}

/** The very look that the click will get, of this side, price and count. Undefined for an offer that waits no longer. */
export function createOfferLook(): (
  world: World,
  event: CoreEvent,
  offer: Approval,
) => string | null | undefined {
  const looks = new Map<string, Look>();
  return (world, event, offer) => {
    if (offer.state !== 'pending') {
      looks.delete(offer.id);
      return undefined;
    }
    const second = Math.floor(event.at / 1000);
    const known = looks.get(offer.id);
    if (known?.second === second) return known.against;
    const entry = world.market.contracts.get(offer.ticker);
    const against =
      entry === undefined
        ? 'the market is gone'
        : objectionTo(offer, gateView(world, event, entry));
    looks.set(offer.id, { second, against });
    return against;
  };
}
