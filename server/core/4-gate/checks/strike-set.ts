// Check: the strike is published and understood. In: market rule. Out: pass when it can be priced.
import { type Check, condition } from '../check-result.ts';

/** KXBTC15M lists before its strike is known; unknown wording is never traded. */
export const strikeSet: Check = (input) =>
  condition({ id: 'strike-set', label: 'strike' }, input.market.rule.kind !== 'unset', {
    pass: 'the strike is set',
    fail: `the strike is not set: ${input.market.rule.kind === 'unset' ? input.market.rule.reason : ''}`,
  });
