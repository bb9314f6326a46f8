// I4: there is a latch exactly while trading is killed. In: trading control. Out: which of both is missing.
import type { Invariant } from './invariant.ts';

export const latchWhileKilled: Invariant = {
  id: 'I4',
  breach({ control }) {
    if (control.state === 'killed' && control.latch === null) return 'killed without a latch';
    if (control.state !== 'killed' && control.latch !== null)
      return `a latch stands while trading is ${control.state}`;
    return null;
  },
};
