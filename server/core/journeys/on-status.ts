// Journey of a feed's word about itself: books and sequences start anew, private streams force a reconciliation.
import { statusToMarket } from '../1-ingest/status-to-market.ts';
import { observe } from '../2-features/observe.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { evaluateAll } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { passOn } from './notes.ts';

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
  if (status.connection === 'kalshi' && status.kind === 'disconnected') {
    world.reconciled = {
      ...world.reconciled,
      clean: false,
      drift: ['the private streams were interrupted'],
      brokenSince: world.reconciled.brokenSince ?? event.at,
    };
    out.push({
      kind: 'alarm',
      severity: 'warning',
      code: 'kalshi-disconnected',
      text: `Kalshi connection lost: ${status.reason}`,
    });
  }
  if (status.connection === 'kalshi' && status.kind === 'connected' && world.recovered)
    out.push({ kind: 'reconcile', reason: 'reconnected' });
  if (status.kind === 'disconnected' || status.kind === 'subscription-lost')
    evaluateAll(world, event, out);
}
