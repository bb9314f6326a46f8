// Check: entries need the armed state. In: trading state. Out: pass only when armed.
import { type Check, condition } from '../check-result.ts';

/** Paused and disarmed stop entries, never exits. */
export const tradingArmed: Check = (input) =>
  condition({ id: 'trading-armed', label: 'trading armed' }, input.trading === 'armed', {
    pass: 'trading is armed',
    fail: `trading is ${input.trading}: no entries`,
  });
