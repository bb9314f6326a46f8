// Kraken messages against market state. In: book, trade, quote, status ticks. Out: what changed (kraken-api §2–§4).
import { ensure } from '#lib/check.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type {
  SpotBookTick,
  SpotQuoteTick,
  SpotStatusTick,
  SpotTradeTick,
} from '#lib/domain/tick.ts';
import { feedFault, feedMessage, feedState, type HealthKey } from './feed-health.ts';
import { type MarketChange, type MarketNote, NO_CHANGE } from './market-change.ts';
import type { MarketState } from './market-state.ts';
import { applySpotBook, resetSpotBook } from './spot-book.ts';
import { acceptSpotTrades } from './tape.ts';

const FAULT_MEMORY_MS = 600_000;
/** So many book faults in ten minutes are a defect, not bad luck (F03). */
const FAULTS_TO_ALARM = 3;
/** The venue's own best quote may lead the book by this long before the book is held to be dead. */
const QUOTE_PATIENCE_MS = 5_000;

const SPOT: MarketChange = { ...NO_CHANGE, touched: 'spot', accepted: true };

/** The health record of one feed. */
export function healthOf(state: MarketState, key: HealthKey) {
  return ensure(state.feeds.get(key), `feed ${key} has a health record`);
}

/** One book message; a fault drops the book and asks for a snapshot once. */
export function onSpotBook(state: MarketState, tick: SpotBookTick, at: WallMs): MarketChange {
  const held = state.spotHeld;
  const outcome = applySpotBook(held.book, tick);
  healthOf(state, 'kraken-connection').lastAt = at;
  if (outcome.kind === 'discarded') return NO_CHANGE;
  if (outcome.kind === 'broken') {
    const text = `${outcome.reason}: ${outcome.detail}`;
    feedFault(healthOf(state, 'kraken-book'), at, text);
    return distrust(state, `kraken-${outcome.reason}`, text, at);
  }
  held.bookAt = at;
  held.askedAt = null;
  feedMessage(healthOf(state, 'kraken-book'), at);
  return SPOT;
}

/** Notes a fault, counts it, and asks for a fresh snapshot. */
function distrust(state: MarketState, code: string, text: string, at: WallMs): MarketChange {
  const held = state.spotHeld;
  held.faultTimes = held.faultTimes.filter((time) => at - time < FAULT_MEMORY_MS);
  held.faultTimes.push(at);
  held.askedAt = at;
  const severity = held.faultTimes.length >= FAULTS_TO_ALARM ? 'critical' : 'warning';
  const note: MarketNote = { severity, code, text: `Kraken book dropped: ${text}` };
  return {
    ...NO_CHANGE,
    touched: 'spot',
    notes: [note],
    resyncs: [{ connection: 'kraken', reason: text }],
  };
}

/** Public trades; repeats after a reconnect are left out (F07). */
export function onSpotTrade(state: MarketState, tick: SpotTradeTick, at: WallMs): MarketChange {
  const freshTrades = acceptSpotTrades(state.spotHeld.tape, tick, at);
  feedMessage(healthOf(state, 'kraken-trade'), at);
  if (freshTrades.length === 0) return NO_CHANGE;
  return { ...SPOT, freshTrades };
}

/** The venue's own best quote: a cross-check only. A book that stays silent beside a moving quote is dead. */
export function onSpotQuote(state: MarketState, tick: SpotQuoteTick, at: WallMs): MarketChange {
  const held = state.spotHeld;
  healthOf(state, 'kraken-connection').lastAt = at;
  if (held.book.state.kind !== 'live' || held.bookAt === null) return NO_CHANGE;
  const agrees = isClose(state.spot.bidUsd, tick.bidUsd) && isClose(state.spot.askUsd, tick.askUsd);
  held.quoteDiffersSince = agrees ? null : (held.quoteDiffersSince ?? at);
  const since = held.quoteDiffersSince;
  if (since === null || at - since < QUOTE_PATIENCE_MS || at - held.bookAt < QUOTE_PATIENCE_MS)
    return NO_CHANGE;
  held.quoteDiffersSince = null;
  const text = `no book message for ${at - held.bookAt} ms while the best quote moved`;
  resetSpotBook(held.book, text);
  feedFault(healthOf(state, 'kraken-book'), held.bookAt, text);
  return distrust(state, 'kraken-book-silent', text, at);
}

function isClose(ours: number | null, theirs: number): boolean {
  return ours !== null && Math.abs(ours - theirs) < 1e-6;
}

/** Kraken's own state: only `online` and `online` may be traded on; anything unknown is not online (F12). */
export function onSpotStatus(state: MarketState, tick: SpotStatusTick): MarketChange {
  const online = tick.system === 'online' && tick.pair === 'online';
  if (online === state.spotHeld.online) return NO_CHANGE;
  state.spotHeld.online = online;
  const text = `Kraken system ${tick.system}, pair ${tick.pair}`;
  const health = healthOf(state, 'kraken-book');
  if (!online) feedState(health, health.state, text);
  else if (health.state === 'live') health.detail = '';
  const severity = online ? 'info' : 'warning';
  return {
    ...NO_CHANGE,
    touched: 'spot',
    accepted: true,
    notes: [{ severity, code: 'kraken-status', text }],
  };
}
