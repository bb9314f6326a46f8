// Check: no order anywhere has been of unknown outcome for long (F29). In: age of the oldest. Out: age against the limit.
import { atMost, type Check } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** Past this the trouble is not of one market: nothing enters anywhere until the venue has told (reliability §1.3). */
export const UNKNOWN_PATIENCE_MS = 30_000;

/** Younger ones block their own market alone. */
export const unknownAnywhere: Check = ({ oldestUnknownMs }) =>
  atMost(
    { id: 'unknown-anywhere', label: 'oldest unknown outcome', unit: 'ms', show: seconds },
    oldestUnknownMs,
    UNKNOWN_PATIENCE_MS,
  );
