// Check: there is room to record (F86). In: free bytes. Out: GB against 1.
import { atLeast, type Check } from '../check-result.ts';

const NEEDED_BYTES = 1_000_000_000;

/** A full disk refuses even deletes: stop well before. */
export const disk: Check = ({ host }) =>
  atLeast(
    {
      id: 'disk',
      label: 'free disk',
      unit: 'bytes',
      show: (bytes) => `${(bytes / 1e9).toFixed(1)} GB`,
    },
    host?.freeDiskBytes ?? null,
    NEEDED_BYTES,
  );
