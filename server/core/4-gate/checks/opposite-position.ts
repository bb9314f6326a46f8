// Check: an entry does not turn against what we hold. In: position, candidate. Out: pass when flat or the same way.
import { type Check, condition } from '../check-result.ts';

/** Getting out is the exit's work, with reduce-only; an entry the other way would flip. */
export const oppositePosition: Check = ({ position }, candidate) => {
  const held = position?.contracts ?? 0;
  const sign = candidate?.side === 'bid' ? 1 : -1;
  return condition(
    { id: 'opposite-position', label: 'position the other way' },
    candidate === null ? null : held * sign >= 0,
    {
      pass: 'nothing is held the other way',
      fail: 'the position held is the other way round',
      missing: 'there is no trade to compare',
    },
  );
};
