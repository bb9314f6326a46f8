// Check: the operator has not left this market by hand. In: close requests. Out: pass while nobody closed it.
import { type Check, condition } from '../check-result.ts';

/** A position closed by a person is not bought back a moment later by the machine. */
export const operatorLeft: Check = (input) =>
  condition({ id: 'operator-left', label: 'closed by hand' }, !input.operatorLeft, {
    pass: 'nobody closed this market by hand',
    fail: 'the operator closed this market: no entry until it settles',
  });
