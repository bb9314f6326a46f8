// Compares this machine's clock with the Date header of Kalshi. Without a network it says "not checked", never "well".
import { measureClock } from '#server/adapters/kalshi/measure-clock.ts';
import { broken, type Check, doubtful, well } from './finding.ts';

const ADDRESS = 'https://external-api.kalshi.com/trade-api/v2/exchange/status';
const WITHIN_MS = 3_000;
/** Kalshi's signatures carry our time; trading is refused beyond this (F37). */
const LIMIT_MS = 1_000;
/** A Date header has whole seconds. */
const RESOLUTION_MS = 1_000;

const MEND =
  'switch on time synchronisation: timedatectl set-ntp true, or the clock settings of your system';

/** What an offset (venue minus ours) and its error mean: certain, possible or no trouble. */
export function clockVerdict(offsetMs: number, errorMs: number) {
  const said = `${Math.abs(offsetMs / 1_000).toFixed(1)} s ${offsetMs < 0 ? 'fast' : 'slow'}`;
  const text = `${said}, give or take ${(errorMs / 1_000).toFixed(1)} s`;
  if (Math.abs(offsetMs) - errorMs > LIMIT_MS) return broken(text, MEND);
  return Math.abs(offsetMs) > LIMIT_MS ? doubtful(text, MEND) : well(text);
}

export const CLOCK_CHECK: Check = {
  name: 'clock',
  look: async () => {
    const sentAtMs = Date.now();
    let header: string | null;
    try {
      const answer = await fetch(ADDRESS, { signal: AbortSignal.timeout(WITHIN_MS) });
      header = answer.headers.get('date');
    } catch {
      return well('not checked: Kalshi cannot be reached from here');
    }
    const venueMs = Date.parse(header ?? '');
    if (Number.isNaN(venueMs)) return well('not checked: the answer has no date');
    const status = measureClock({
      ...{ venueMs, sentAtMs, resolutionMs: RESOLUTION_MS },
      receivedAtMs: Date.now(),
    });
    return status.kind === 'clock'
      ? clockVerdict(status.offsetMs, status.errorMs)
      : well('not checked');
  },
};
