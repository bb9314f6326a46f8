// Which contracts exist and what state they are in. In: definitions, lifecycle changes, time. Out: what changed.
// Opening and closing bring no event, so the clock does both (F17); close times may move (F18): kalshi-api §5.5.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { Market, MarketStatus } from '#lib/domain/market.ts';
import type { EventFeeTick, MarketChangeTick } from '#lib/domain/tick.ts';
import { type MarketChange, type MarketNote, NO_CHANGE } from './market-change.ts';
import { type ContractEntry, createContractEntry, type MarketState } from './market-state.ts';

const KEEP_FINALIZED_MS = 600_000;
/** A market the venue never finalised is forgotten a day and two hours after its close. */
const KEEP_CLOSED_MS = 26 * 3_600_000;

/** Ended by the venue: time no longer changes it. */
const ENDED: ReadonlySet<MarketStatus> = new Set<MarketStatus>([
  'closed',
  'determined',
  'disputed',
  'amended',
  'finalized',
]);

function changed(tickers: readonly MarketTicker[], notes: readonly MarketNote[]): MarketChange {
  return { ...NO_CHANGE, touched: 'market', tickers, notes, accepted: true };
}

/** A whole definition: new, or replacing the old one as a unit. A close off the whole second is refused. */
export function onMarket(state: MarketState, market: Market, at: WallMs): MarketChange {
  if (market.closeAt % 1000 !== 0 || market.closeAt <= market.openAt) {
    const text = `${market.ticker} has unusable times and is ignored`;
    return { ...NO_CHANGE, notes: [{ severity: 'warning', code: 'market-times', text }] };
  }
  const known = state.contracts.get(market.ticker);
  if (!known) {
    const entry = createContractEntry(market);
    state.contracts.set(market.ticker, entry);
    passTime(entry, at);
    if (market.status === 'finalized') entry.finalizedAt = at;
    return changed([market.ticker], []);
  }
  return replace(known, market, at);
}

/** Some fields of a known market; unknown tickers are ignored. */
export function onMarketChange(
  state: MarketState,
  tick: MarketChangeTick,
  at: WallMs,
): MarketChange {
  const entry = state.contracts.get(tick.ticker);
  if (!entry) return NO_CHANGE;
  return replace(entry, { ...entry.market, ...tick.change }, at);
}

function replace(entry: ContractEntry, next: Market, at: WallMs): MarketChange {
  const before = entry.market;
  const notes: MarketNote[] = [];
  if (next.closeAt !== before.closeAt) {
    const minutes = Math.round((next.closeAt - before.closeAt) / 6_000) / 10;
    const text = `${next.ticker} closes ${Math.abs(minutes)} min ${minutes < 0 ? 'earlier' : 'later'} than announced`;
    notes.push({ severity: 'warning', code: 'close-moved', text });
  }
  const reopened = entry.closedByClock && next.status === 'closed' && next.closeAt > at;
  // Reopened after our clock closed it: untradeable until the venue itself says what it is (F18).
  entry.market = reopened ? { ...next, status: 'unknown' } : next;
  entry.closedByClock = entry.closedByClock && entry.market.status === 'closed';
  passTime(entry, at);
  if (entry.market.status === 'finalized') entry.finalizedAt ??= at;
  else entry.finalizedAt = null;
  if (entry.market.status === 'disputed' && before.status !== 'disputed') {
    const text = `${next.ticker} is disputed: its result is provisional`;
    notes.push({ severity: 'critical', code: 'market-disputed', text });
  }
  return changed([next.ticker], notes);
}

/** Fee override for every market of an event. */
export function onEventFee(state: MarketState, tick: EventFeeTick): MarketChange {
  const tickers: MarketTicker[] = [];
  for (const [ticker, entry] of state.contracts) {
    if (entry.market.event !== tick.event) continue;
    entry.market = { ...entry.market, fee: tick.fee };
    tickers.push(ticker);
  }
  if (tickers.length === 0) return NO_CHANGE;
  const text = `fee of ${tick.event} is now ${tick.fee.kind} × ${tick.fee.multiplier}`;
  return changed(tickers, [{ severity: 'warning', code: 'event-fee', text }]);
}

/** Flips what time alone flips. Returns whether the status changed. */
function passTime(entry: ContractEntry, at: WallMs): boolean {
  const { market } = entry;
  if (ENDED.has(market.status)) return false;
  if (at >= market.closeAt) {
    entry.market = { ...market, status: 'closed' };
    entry.closedByClock = true;
    return true;
  }
  if (market.status !== 'initialized' || at < market.openAt) return false;
  entry.market = { ...market, status: 'active' };
  return true;
}

/** Opens, closes and forgets markets by the clock; the flipped tickers are in the change. */
export function passMarketTime(state: MarketState, at: WallMs): MarketChange {
  const flipped: MarketTicker[] = [];
  for (const [ticker, entry] of state.contracts) {
    if (passTime(entry, at)) flipped.push(ticker);
    const doneAt = entry.finalizedAt;
    const over = doneAt !== null && at - doneAt >= KEEP_FINALIZED_MS;
    if (over || at - entry.market.closeAt >= KEEP_CLOSED_MS) state.contracts.delete(ticker);
  }
  return flipped.length === 0 ? NO_CHANGE : changed(flipped, []);
}
