// Journey of a feed's word about itself: books and sequences start anew, private streams force a reconciliation.
import type { FeedStatus } from '#lib/domain/feed.ts';
import { statusToMarket } from '../1-ingest/status-to-market.ts';
import { observe } from '../2-features/observe.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { evaluateAll } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { passOn } from './notes.ts';

function isPrivateLoss(status: FeedStatus): boolean {
  return (
    (status.kind === 'disconnected' && status.connection === 'kalshi') ||
    (status.kind === 'subscription-lost' && status.feed === 'kalshi-orders')
  );
}

/** They have no sequence and no replay (kalshi-api §5.6): what was missed only a reading begun after their return tells. */
function losePrivate(world: World, event: CoreEvent): void {
  // No recording has private streams: the account of a replay lives in the process itself and misses nothing.
  world.privateSince = world.options.mode === 'replay' ? event.at : null;
  world.reconciled = {
    ...world.reconciled,
    clean: false,
    drift: ['the private streams were interrupted'],
    brokenSince: world.reconciled.brokenSince ?? event.at,
  };
}

/** Applies one feed status. A reconnect of the order venue makes every private figure suspect until read again. */
export function onStatus(world: World, event: EventOf<'status'>, out: Effect[]): void {
  const { status } = event;
  const change = statusToMarket(world.market, status, event.at);
  passOn(change, out);
  observe(world.features, world.market, {
    change,
    at: event.at,
    tradeForMid: world.options.spotProxySdUsd !== null,
  });
  if (isPrivateLoss(status)) losePrivate(world, event);
  if (status.connection === 'kalshi' && status.kind === 'disconnected') {
    out.push({
      kind: 'alarm',
      severity: 'warning',
      code: 'kalshi-disconnected',
      text: `Kalshi connection lost: ${status.reason}`,
    });
  }
  if (status.connection === 'kalshi' && status.kind === 'connected' && world.recovered)
    out.push({ kind: 'reconcile', reason: 'reconnected' });
  if (status.kind === 'subscribed' && status.feed === 'kalshi-orders') {
    const wasLost = world.privateSince === null;
    world.privateSince = event.at;
    if (wasLost && world.recovered)
      out.push({ kind: 'reconcile', reason: 'the private streams are back' });
  }
  if (status.kind === 'disconnected' || status.kind === 'subscription-lost')
    evaluateAll(world, event, out);
}
