// What a replay counts: events by kind, decisions by verdict, and entries that only a missing feed stood against.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Decision, VerdictKind } from '#lib/domain/verdict.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent } from '#server/core/event.ts';

/** Repeats of a request for a snapshot that nobody answers are no new loss of a book. */
const REPEATED_RESYNC = 'no snapshot came yet';

/** They weigh how sure a price is, and bare spot in place of the index makes every price unsure. */
const CERTAINTY_CHECKS: ReadonlySet<string> = new Set(['confidence', 'edge-significant']);

export interface TallyFigures {
  readonly events: number;
  readonly eventsByKind: Readonly<Record<string, number>>;
  readonly decisions: number;
  readonly verdicts: Readonly<Record<VerdictKind, number>>;
  /** Decisions with a fair value, thus an edge to speak of. */
  readonly priced: number;
  /** Decisions whose only failing checks are about feeds the recording does not hold. */
  readonly enteredButForFeeds: number;
  /** The same, with the two checks on certainty let go, which a missing index holds down (its sd is 0 when it is there). */
  readonly enteredButForFeedsAndCertainty: number;
  /** Markets those decisions are about. */
  readonly enteredButForFeedsMarkets: number;
  /** How often each other check stood against an entry, most frequent first. */
  readonly failingChecks: Readonly<Record<string, number>>;
  readonly resyncs: number;
  /** Orders the core wanted to send; none ever leaves. */
  readonly ordersHeldBack: number;
}

export interface Tally {
  event(event: CoreEvent): void;
  effect(effect: Effect): void;
  figures(): TallyFigures;
}

function kindOf(event: CoreEvent): string {
  if (event.kind === 'tick') return event.tick.kind;
  return event.kind === 'status' ? `status ${event.status.kind}` : event.kind;
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** A tally of nothing. `absentChecks` are the ids of checks about feeds the recording does not hold. */
export function createTally(absentChecks: ReadonlySet<string>): Tally {
  const byKind = new Map<string, number>();
  const failures = new Map<string, number>();
  const verdicts: Record<VerdictKind, number> = { enter: 0, hold: 0, exit: 0, flat: 0 };
  const markets = new Set<MarketTicker>();
  let events = 0;
  let decisions = 0;
  let priced = 0;
  let butForFeeds = 0;
  let butForCertainty = 0;
  let resyncs = 0;
  let ordersHeldBack = 0;

  const decided = (decision: Decision): void => {
    decisions += 1;
    verdicts[decision.verdict] += 1;
    if (decision.candidate !== null) priced += 1;
    let ownReasons = 0;
    let certaintyReasons = 0;
    let feedReasons = 0;
    for (const { id, outcome } of decision.checks) {
      if (outcome === 'pass') continue;
      if (absentChecks.has(id)) feedReasons += 1;
      else {
        if (CERTAINTY_CHECKS.has(id)) certaintyReasons += 1;
        else ownReasons += 1;
        add(failures, id);
      }
    }
    if (ownReasons > 0 || feedReasons === 0 || decision.verdict !== 'flat') return;
    markets.add(decision.ticker);
    butForCertainty += 1;
    if (certaintyReasons === 0) butForFeeds += 1;
  };

  return {
    event(event) {
      events += 1;
      add(byKind, kindOf(event));
    },
    effect(effect) {
      if (effect.kind === 'decided') decided(effect.decision);
      else if (effect.kind === 'commit-then-send') ordersHeldBack += 1;
      else if (effect.kind === 'resync' && effect.resync.reason !== REPEATED_RESYNC) resyncs += 1;
    },
    figures: () => ({
      events,
      eventsByKind: sorted(byKind),
      decisions,
      verdicts: { ...verdicts },
      priced,
      enteredButForFeeds: butForFeeds,
      enteredButForFeedsAndCertainty: butForCertainty,
      enteredButForFeedsMarkets: markets.size,
      failingChecks: sorted(failures),
      resyncs,
      ordersHeldBack,
    }),
  };
}
