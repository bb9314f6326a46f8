// Check: the exchange itself trades on our shard (F24, F25, F118). In: its status. Out: pass when both flags are set.
import { type Check, condition } from '../check-result.ts';

/** Blocks exits only when the venue says no: an unread status may still take a reduce-only order. */
export const exchangeTrading: Check = ({ exchange }) =>
  condition(
    { id: 'exchange-trading', label: 'exchange status', blocksExit: exchange !== null },
    exchange === null ? null : exchange.exchangeActive && exchange.tradingActive,
    {
      pass: 'the exchange is trading',
      fail:
        exchange?.exchangeActive === false
          ? 'the exchange is down'
          : 'trading is paused by the exchange',
      missing: 'the exchange status was never read',
    },
  );
