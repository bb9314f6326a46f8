// When do empty reads prove that nothing rests? In: the venue's yes, reads with their watermark. Out: proven or not.
import type { VenueClock } from './venue-clock.ts';

/** On top of the measured error of the comparison: the stamp is called approximate. */
const MARGIN_MS = 50;
/** Two reads past the watermark stand at least this far apart, and the second must be of fresher data. */
const FRESH_APART_MS = 250;
/** Without a usable watermark time alone has to do: the read side lags the write side (F71, F120). */
const BLIND_APART_MS = 2_000;

export interface EmptyRead {
  /** The venue's freshness stamp from before the read, by its clock, Unix ms; null when not known. */
  readonly asOf: number | null;
  /** Our clock when the read was sent, Unix ms. */
  readonly readAt: number;
}

export interface AbsenceProof {
  /** The venue accepted the stop at this instant of ours; the first one counts until `forget`. */
  stoppedAt(at: number): void;
  /** One more read that saw nothing; true when, with an earlier one, it proves that nothing rests. */
  noteEmpty(read: EmptyRead): boolean;
  /** True when the next empty read may complete the proof. */
  hasEvidence(): boolean;
  /** A read saw something: what was empty before proves nothing any more. */
  forget(): void;
}

/**
 * Two agreeing reads whose watermark lies past the stop, a quarter second apart and the second of fresher data; or,
 * where the watermark cannot be had or compared, two reads two seconds apart (kalshi-api §3.1, §4.6; F71, F120).
 */
export function createAbsenceProof(venueClock: VenueClock): AbsenceProof {
  let stopped: number | null = null;
  let blind: EmptyRead | null = null;
  let fresh: EmptyRead | null = null;

  const isPastStop = ({ asOf }: EmptyRead): boolean => {
    const clock = venueClock();
    if (asOf === null || clock === null || stopped === null) return false;
    return asOf - clock.offsetMs - clock.errorMs >= stopped + MARGIN_MS;
  };

  return {
    stoppedAt(at) {
      stopped ??= at;
    },
    noteEmpty(read) {
      if (stopped === null || read.readAt < stopped) return false;
      if (blind !== null && read.readAt - blind.readAt >= BLIND_APART_MS) return true;
      blind ??= read;
      if (!isPastStop(read)) return false;
      if (fresh === null) {
        fresh = read;
        return false;
      }
      const isFresher = read.asOf !== null && fresh.asOf !== null && read.asOf > fresh.asOf;
      return isFresher && read.readAt - fresh.readAt >= FRESH_APART_MS;
    },
    hasEvidence: () => blind !== null,
    forget() {
      stopped = null;
      blind = null;
      fresh = null;
    },
  };
}
