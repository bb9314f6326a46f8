// Check: Kraken says system and pair are online (F12). In: status. Out: pass when both are.
import { type Check, condition } from '../check-result.ts';

/** Anything but online is no price source; there is no fallback to another symbol. */
export const spotOnline: Check = (input) =>
  condition({ id: 'spot-online', label: 'Kraken status' }, input.spotOnline, {
    pass: 'Kraken is online',
    fail: 'Kraken is not online for this pair',
  });
