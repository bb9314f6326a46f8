// The venue's running day and last trades: engine trades in, numbered trades and ticker figures out.
import type { NumberedTrade, TickerView } from './encode.ts';
import type { SpotEngineTrade } from './spot-event.ts';

const KEPT_TRADES = 50;
const FIRST_TRADE_ID = 109_200_001;

type DayView = Omit<TickerView, 'bid' | 'ask' | 'atMs'>;

export interface TradingDay {
  /** Numbers the trades and counts them into the day. */
  record(trades: readonly SpotEngineTrade[], atMs: number): readonly NumberedTrade[];
  /** The latest 50, oldest first. */
  recent(): readonly NumberedTrade[];
  view(): DayView;
}

/** A day that opened at `openTicks` and has seen no trade yet. */
export function createTradingDay(openTicks: number): TradingDay {
  const recent: NumberedTrade[] = [];
  let nextId = FIRST_TRADE_ID;
  let turnover = 0;
  const day = {
    lastTicks: openTicks,
    volumeUnits: 0,
    lowTicks: openTicks,
    highTicks: openTicks,
    openTicks,
    tradeCount: 0,
  };
  return {
    record(trades, atMs) {
      const numbered = trades.map((trade, index) => ({ ...trade, id: nextId + index, atMs }));
      nextId += trades.length;
      for (const trade of numbered) {
        day.lastTicks = trade.priceTicks;
        day.volumeUnits += trade.sizeUnits;
        day.lowTicks = Math.min(day.lowTicks, trade.priceTicks);
        day.highTicks = Math.max(day.highTicks, trade.priceTicks);
        day.tradeCount += 1;
        turnover += trade.sizeUnits * trade.priceTicks;
        recent.push(trade);
      }
      recent.splice(0, Math.max(0, recent.length - KEPT_TRADES));
      return numbered;
    },
    recent: () => recent,
    view: () => ({
      ...day,
      vwapTicks: day.volumeUnits === 0 ? openTicks : turnover / day.volumeUnits,
    }),
  };
}
