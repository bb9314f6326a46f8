// Check: not too many losses in a row. In: positions closed at a loss since the last gain. Out: count against the limit.
import { atMost, type Check } from '../check-result.ts';

/** Reaching the limit stops entries until the next UTC day, or a gain of a position still open. */
export const lossStreak: Check = ({ lossStreak: losses, limits }) =>
  atMost(
    { id: 'loss-streak', label: 'losses in a row', unit: 'losses', show: String },
    losses,
    limits.maxLossStreak - 1,
  );
