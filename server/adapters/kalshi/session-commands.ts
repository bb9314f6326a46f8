// WebSocket commands as text (kalshi-api §5.2): channel, sid and tickers come in, one JSON line goes out.
import type { MarketTicker } from '#lib/domain/ids.ts';
import { type Channel, followsTickers } from './session-state.ts';

export type UpdateAction = 'add_markets' | 'delete_markets' | 'get_snapshot';

function extraParams(channel: Channel): Readonly<Record<string, unknown>> {
  switch (channel) {
    case 'orderbook_delta':
      // The default is announced to flip: the scale is always asked for by name.
      return { use_yes_price: false };
    case 'ticker':
      return { send_initial_snapshot: true };
    case 'cfbenchmarks_value':
    case 'cfbenchmarks_value_5hz':
      return { index_ids: ['BRTI'] };
    default:
      return {};
  }
}

/** One channel a command, so that an error names its channel by its id. */
export function subscribeText(
  id: number,
  channel: Channel,
  tickers: ReadonlySet<MarketTicker>,
): string {
  const markets = followsTickers(channel) ? { market_tickers: [...tickers] } : {};
  const params = { channels: [channel], ...markets, ...extraParams(channel) };
  return JSON.stringify({ id, cmd: 'subscribe', params });
}

/** Changes or re-reads exactly one subscription. */
export function updateText(
  id: number,
  sid: number,
  change: { readonly action: UpdateAction; readonly tickers: readonly MarketTicker[] },
): string {
  const params = { sid, action: change.action, market_tickers: change.tickers };
  return JSON.stringify({ id, cmd: 'update_subscription', params });
}

export function unsubscribeText(id: number, sid: number): string {
  return JSON.stringify({ id, cmd: 'unsubscribe', params: { sids: [sid] } });
}
