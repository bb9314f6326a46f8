// Journey of a tick: market state, features, price, gate.
import { tickToMarket } from '../1-ingest/tick-to-market.ts';
import { observe } from '../2-features/observe.ts';
import { recordMid } from '../4-gate/recent-mid.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { evaluateAll, evaluateMarket } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { killNow } from './kill-now.ts';
import { passOn } from './notes.ts';
import { priceMarkets } from './price-markets.ts';
import { onMarketResult } from './settlement.ts';

/** Spot moves many times a second and is only an input while a print is awaited: re-price five times a second. */
const SPOT_REPRICE_MS = 200;

/** A halted exchange refuses even cancels (F24): whoever could trade is latched, and a person looks before going on. */
function watchHalt(world: World, event: EventOf<'tick'>, out: Effect[]): void {
  const { state } = world.control;
  if (world.market.exchange?.exchangeActive !== false || state === 'killed') return;
  if (state === 'disarmed') return;
  const reason =
    'the exchange halted: it refuses orders and cancels until it is active again (F24)';
  killNow(world, event, { by: 'exchange', reason }, out);
}

/** Applies one market data message and re-judges what it concerns. */
export function onTick(world: World, event: EventOf<'tick'>, out: Effect[]): void {
  const change = tickToMarket(world.market, event.tick, event.at);
  passOn(change, out);
  observe(world.features, world.market, {
    change,
    at: event.at,
    contractTrade: event.tick.kind === 'contract-trade' ? event.tick : undefined,
    tradeForMid: world.options.spotProxySdUsd !== null,
  });
  switch (change.touched) {
    case 'index':
      priceMarkets(world, event.at);
      evaluateAll(world, event, out);
      return;
    case 'spot':
      if (world.pricedAt !== null && event.at - world.pricedAt < SPOT_REPRICE_MS) return;
      priceMarkets(world, event.at);
      evaluateAll(world, event, out);
      return;
    case 'contract':
      for (const ticker of change.tickers) {
        const entry = world.market.contracts.get(ticker);
        if (entry?.book.kind === 'live')
          recordMid(world.recentMids, { ticker, depth: entry.depth, at: event.at });
        evaluateMarket(world, ticker, event, out);
      }
      return;
    case 'market':
      for (const ticker of change.tickers) onMarketResult(world, ticker, out);
      return;
    case 'exchange':
      watchHalt(world, event, out);
      return;
    case 'none':
      return;
  }
}
