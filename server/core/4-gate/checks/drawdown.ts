// Check: the day has not given back too much. In: fall from the day's highest result. Out: fall against the limit.
import { atMost, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Reaching the limit stops entries. */
export const drawdown: Check = ({ drawdown: fall, limits }) =>
  atMost(
    { id: 'drawdown', label: "fall from the day's peak", unit: '1e-6 $', show: dollars },
    fall,
    limits.maxDrawdown - 1,
  );
