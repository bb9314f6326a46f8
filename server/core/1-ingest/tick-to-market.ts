// One inbound tick against market state. In: state, tick, our wall time. Out: what changed, and what to ask or tell.
import type { WallMs } from '#lib/domain/instant.ts';
import type { ExchangeStatusTick, IndexPrintTick, Tick } from '#lib/domain/tick.ts';
import { assertNever } from '#lib/never.ts';
import {
  onContractDelta,
  onContractQuote,
  onContractSnapshot,
  onContractTrade,
  onStreamSeq,
} from './contract-ticks.ts';
import { feedMessage } from './feed-health.ts';
import { acceptPrint } from './index-prints.ts';
import { type MarketChange, NO_CHANGE } from './market-change.ts';
import { onEventFee, onMarket, onMarketChange } from './market-directory.ts';
import type { MarketState } from './market-state.ts';
import { healthOf, onSpotBook, onSpotQuote, onSpotStatus, onSpotTrade } from './spot-ticks.ts';

/** Applies one tick in place. Faults of the data come back as notes and resyncs; a throw is our own defect. */
export function tickToMarket(state: MarketState, tick: Tick, at: WallMs): MarketChange {
  switch (tick.kind) {
    case 'contract-delta':
      return onContractDelta(state, tick, at);
    case 'contract-snapshot':
      return onContractSnapshot(state, tick, at);
    case 'stream-seq':
      return onStreamSeq(state, tick, at);
    case 'contract-quote':
      return onContractQuote(state, tick);
    case 'contract-trade':
      return onContractTrade(state, tick);
    case 'spot-book':
      return onSpotBook(state, tick, at);
    case 'spot-trade':
      return onSpotTrade(state, tick, at);
    case 'spot-quote':
      return onSpotQuote(state, tick, at);
    case 'spot-status':
      return onSpotStatus(state, tick);
    case 'index-print':
      return onIndexPrint(state, tick, at);
    case 'market':
      return onMarket(state, tick.market, at);
    case 'market-change':
      return onMarketChange(state, tick, at);
    case 'event-fee':
      return onEventFee(state, tick);
    case 'exchange-status':
      return onExchangeStatus(state, tick, at);
    default:
      return assertNever(tick);
  }
}

/** A repeat is silent; a late print fills its hole but is no news; a revised one is told and ignored. */
function onIndexPrint(state: MarketState, tick: IndexPrintTick, at: WallMs): MarketChange {
  const outcome = acceptPrint(state.prints, tick, at);
  if (outcome === 'newest') {
    feedMessage(healthOf(state, 'index'), at);
    return { ...NO_CHANGE, touched: 'index', accepted: true };
  }
  if (outcome === 'backfilled') return { ...NO_CHANGE, touched: 'index' };
  if (outcome !== 'revised') return NO_CHANGE;
  const text = `index print of ${tick.sourceAt} came again as ${tick.value}: the first value stays`;
  return { ...NO_CHANGE, notes: [{ severity: 'warning', code: 'index-revised', text }] };
}

function onExchangeStatus(state: MarketState, tick: ExchangeStatusTick, at: WallMs): MarketChange {
  const before = state.exchange;
  const { exchangeActive, tradingActive } = tick;
  state.exchange = { exchangeActive, tradingActive, at };
  const same = before?.exchangeActive === exchangeActive && before.tradingActive === tradingActive;
  if (same) return { ...NO_CHANGE, touched: 'exchange', accepted: true };
  const open = exchangeActive && tradingActive;
  const text = `Kalshi shard ${tick.shard}: exchange ${exchangeActive ? 'active' : 'paused'}, trading ${tradingActive ? 'active' : 'paused'}`;
  return {
    ...NO_CHANGE,
    touched: 'exchange',
    accepted: true,
    notes: [{ severity: open ? 'info' : 'warning', code: 'exchange-status', text }],
  };
}
