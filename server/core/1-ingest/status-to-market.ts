// A feed's word about itself against market state. In: FeedStatus. Out: what changed. An open socket is not data (F01).
import type { FeedName, FeedStatus, VenueConnection } from '#lib/domain/feed.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { assertNever } from '#lib/never.ts';
import { resetContractBook } from './contract-book.ts';
import { FEEDS_OF, feedMessage, feedState } from './feed-health.ts';
import { type MarketChange, NO_CHANGE } from './market-change.ts';
import type { MarketState } from './market-state.ts';
import { resetSequences } from './sequence-gap.ts';
import { resetSpotBook } from './spot-book.ts';
import { healthOf } from './spot-ticks.ts';

/** Applies one status in place. */
export function statusToMarket(state: MarketState, status: FeedStatus, at: WallMs): MarketChange {
  switch (status.kind) {
    case 'connected':
      return onConnected(state, status.connection);
    case 'disconnected':
      return onDisconnected(state, status.connection, status.reason);
    case 'alive':
      return onAlive(state, status.connection, at);
    case 'subscription-lost':
      return onLost(state, status.feed, status.reason);
    case 'subscribed':
      return onSubscribed(state, status.feed);
    case 'clock':
      state.clockOffsetMs[status.connection] = status.offsetMs;
      return NO_CHANGE;
    case 'bad-frame': {
      healthOf(state, `${status.connection}-connection`).faults++;
      const text = `${status.connection}: ${status.reason}`;
      return { ...NO_CHANGE, notes: [{ severity: 'warning', code: 'bad-frame', text }] };
    }
    default:
      return assertNever(status);
  }
}

/** Every sequence and every book of the connection starts anew. */
function onConnected(state: MarketState, connection: VenueConnection): MarketChange {
  feedState(healthOf(state, `${connection}-connection`), 'waiting', 'open, no frame yet');
  for (const feed of FEEDS_OF[connection])
    feedState(healthOf(state, feed), 'waiting', 'connected, no data yet');
  return forget(state, connection, 'connected, waiting for a snapshot');
}

function onDisconnected(
  state: MarketState,
  connection: VenueConnection,
  reason: string,
): MarketChange {
  feedState(healthOf(state, `${connection}-connection`), 'down', reason);
  for (const feed of FEEDS_OF[connection]) feedState(healthOf(state, feed), 'down', reason);
  const change = forget(state, connection, `disconnected: ${reason}`);
  const text = `${connection} disconnected: ${reason}`;
  return { ...change, notes: [{ severity: 'warning', code: `${connection}-down`, text }] };
}

/** Nothing of an earlier connection may be used: books wait, spot is not known to be online. */
function forget(state: MarketState, connection: VenueConnection, reason: string): MarketChange {
  if (connection === 'kraken') {
    resetSpotBook(state.spotHeld.book, reason);
    state.spotHeld.online = false;
    state.spotHeld.askedAt = null;
    state.spotHeld.quoteDiffersSince = null;
    return { ...NO_CHANGE, touched: 'spot' };
  }
  resetSequences(state.sequences);
  return resetBooks(state, reason);
}

function resetBooks(state: MarketState, reason: string): MarketChange {
  const tickers: MarketTicker[] = [];
  for (const [ticker, entry] of state.contracts) {
    resetContractBook(entry.held, reason);
    tickers.push(ticker);
  }
  return { ...NO_CHANGE, touched: 'contract', tickers };
}

/** A frame of any kind. A delta-kept feed without news is as fresh as its connection (freshness.ts). */
function onAlive(state: MarketState, connection: VenueConnection, at: WallMs): MarketChange {
  feedMessage(healthOf(state, `${connection}-connection`), at);
  if (connection === 'kraken') return NO_CHANGE;
  for (const feed of ['kalshi-book', 'kalshi-orders'] as const) {
    const health = healthOf(state, feed);
    if (health.state === 'live') health.lastAt = at;
  }
  return NO_CHANGE;
}

function onLost(state: MarketState, feed: FeedName, reason: string): MarketChange {
  feedState(healthOf(state, feed), 'down', reason);
  const notes = [
    { severity: 'warning', code: 'subscription-lost', text: `${feed}: ${reason}` },
  ] as const;
  if (feed === 'kraken-book') {
    resetSpotBook(state.spotHeld.book, reason);
    return { ...NO_CHANGE, touched: 'spot', notes };
  }
  if (feed === 'kalshi-book') return { ...resetBooks(state, reason), notes };
  return { ...NO_CHANGE, notes };
}

/** Private streams say nothing until something happens: subscribed is all they can prove. */
function onSubscribed(state: MarketState, feed: FeedName): MarketChange {
  const health = healthOf(state, feed);
  if (health.state === 'live') return NO_CHANGE;
  if (feed === 'kalshi-orders') feedState(health, 'live', '');
  else feedState(health, 'waiting', 'subscribed, no data yet');
  return NO_CHANGE;
}
