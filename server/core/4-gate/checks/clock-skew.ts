// Check: our clock agrees with the venue's (F37, F98). In: offset. Out: |offset| against the limit.
import { atMost, type Check } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** Signatures, expiries and the settlement minute all hang on it. */
export const clockSkew: Check = ({ clockOffsetMs, limits }) =>
  atMost(
    { id: 'clock-skew', label: 'clock difference', unit: 'ms', show: seconds },
    clockOffsetMs === null ? null : Math.abs(clockOffsetMs),
    limits.maxClockSkewMs,
  );
