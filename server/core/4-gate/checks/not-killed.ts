// Check: nothing enters while the kill is latched (I2). In: latch. Out: pass when there is none.
import { type Check, condition } from '../check-result.ts';

/** The latch is asked apart from the trading state: two roads to the same no. */
export const notKilled: Check = (input) =>
  condition({ id: 'not-killed', label: 'kill switch' }, !input.killed, {
    pass: 'no kill is latched',
    fail: 'the kill switch is latched',
  });
