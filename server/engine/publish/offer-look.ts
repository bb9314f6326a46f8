// What the gate would say if a waiting offer were approved now. In: world, offer. Out: a reason or none, and how many, made once a second.
import type { Approval } from '#lib/domain/approval.ts';
import { count } from '#lib/domain/count.ts';
import { lookAtOffer, type OfferLook } from '#server/core/4-gate/recheck.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { gateView } from '#server/core/journeys/gate-view.ts';
import type { World } from '#server/core/world.ts';

/** The very look that the click will get, count and all. Undefined for an offer that waits no longer. */
export function createOfferLook(): (
  world: World,
  event: CoreEvent,
  offer: Approval,
) => OfferLook | undefined {
  const looks = new Map<string, { readonly second: number; readonly look: OfferLook }>();
  return (world, event, offer) => {
    if (offer.state !== 'pending') {
      looks.delete(offer.id);
      return undefined;
    }
    const second = Math.floor(event.at / 1000);
    const known = looks.get(offer.id);
    if (known?.second === second) return known.look;
    const entry = world.market.contracts.get(offer.ticker);
    const look =
      entry === undefined
        ? { against: 'the market is gone', count: count(0) }
        : lookAtOffer(offer, gateView(world, event, entry));
    looks.set(offer.id, { second, look });
    return look;
  };
}
