// Index prints by the source's own stamps. In: BRTI values. Out: the last one, and the settlement window of any close.
// Window (close − 60 s, close], one print a whole second: kalshi-api §5.5 and §7.1, models A1.
import { assertCondition } from '#lib/check.ts';
import type { BtcCents } from '#lib/domain/btc.ts';
import type { SettlementWindow } from '#lib/domain/fair-value.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { IndexPrintTick } from '#lib/domain/tick.ts';

/** Seconds kept: a little over an hour, a power of two. */
const RING = 4_096;
const WINDOW_PRINTS = 60;
/** A print that is this late counts as missing (the index's age budget). */
const OVERDUE_MS = 1_500;

export interface IndexPrints {
  /** Whole source second of each slot, and its value in cents; −1 = empty. */
  readonly seconds: Float64Array;
  readonly cents: Float64Array;
  last: BtcCents | null;
  sourceAt: WallMs | null;
  receivedAt: WallMs | null;
  venueWindowMeanCents: number | null;
}

/** What became of a print: the newest, a hole filled late, a repeat, or a second value for a known stamp. */
export type PrintOutcome = 'newest' | 'backfilled' | 'repeated' | 'revised' | 'too-old';

/** No prints yet. */
export function createIndexPrints(): IndexPrints {
  return {
    seconds: new Float64Array(RING).fill(-1),
    cents: new Float64Array(RING),
    last: null,
    sourceAt: null,
    receivedAt: null,
    venueWindowMeanCents: null,
  };
}

/** Records a print. A known stamp keeps its first value: settlement ignores revisions. */
export function acceptPrint(prints: IndexPrints, tick: IndexPrintTick, at: WallMs): PrintOutcome {
  const known = tick.sourceAt % 1000 === 0 ? record(prints, tick) : 'between';
  if (known === 'repeated' || known === 'revised') return known;
  if (prints.sourceAt !== null && tick.sourceAt <= prints.sourceAt)
    return known === 'stored' ? 'backfilled' : 'too-old';
  prints.last = tick.value;
  prints.sourceAt = tick.sourceAt;
  prints.receivedAt = at;
  prints.venueWindowMeanCents = tick.windowMeanCents;
  return 'newest';
}

function record(
  prints: IndexPrints,
  tick: IndexPrintTick,
): 'stored' | 'repeated' | 'revised' | 'old' {
  const second = tick.sourceAt / 1000;
  const slot = second % RING;
  const held = prints.seconds[slot] ?? -1;
  if (held === second) return prints.cents[slot] === tick.value ? 'repeated' : 'revised';
  if (held > second) return 'old';
  prints.seconds[slot] = second;
  prints.cents[slot] = tick.value;
  return 'stored';
}

/**
 * The settlement window of `closeAt` seen from `now`. Counts received prints only: a late one stays unknown with no
 * time left to move, and is missing once 1.5 s overdue. `closeAt` must be a whole second.
 */
export function settlementWindow(
  prints: IndexPrints,
  closeAt: WallMs,
  now: WallMs,
): SettlementWindow {
  if (closeAt % 1000 !== 0) assertCondition(false, `close ${closeAt} is not a whole second`);
  const close = closeAt / 1000;
  const first = close - WINDOW_PRINTS + 1;
  // Most windows lie ahead: nothing in them can be known or overdue, and every contract asks at every event.
  const isAhead = now <= first * 1000 && (prints.sourceAt ?? 0) < first * 1000;
  let knownCount = 0;
  let sumCents = 0;
  let missingCount = 0;
  for (let second = isAhead ? close + 1 : first; second <= close; second++) {
    const slot = second % RING;
    if (prints.seconds[slot] === second) {
      knownCount++;
      sumCents += prints.cents[slot] ?? 0;
    } else if (second * 1000 + OVERDUE_MS < now) missingCount++;
  }
  const unknownCount = WINDOW_PRINTS - knownCount;
  const secondsToClose = (closeAt - now) / 1000;
  return {
    knownCount,
    knownSumUsd: sumCents / 100,
    missingCount,
    unknownCount,
    secondsToNextPrint: unknownCount === 0 ? 0 : Math.max(0, secondsToClose - (unknownCount - 1)),
    secondsToClose,
  };
}
