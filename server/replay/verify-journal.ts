// Proves a journal: its events through the same spine must give its decisions, byte for byte (I22). Inference is not re-run.
import type { Decision } from '#lib/domain/verdict.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld, type World } from '#server/core/world.ts';
import type { JournalRecord } from '#server/ports/journal.ts';
import {
  DECISION_FIELDS,
  type DecisionRecord,
  decodeDecision,
  decodeEvent,
  decodeHeader,
  type RecordedBoot,
} from './decode-record.ts';

/** The first place where journal and core part. */
export interface Difference {
  readonly eventSeq: number;
  readonly ticker: string | null;
  /** The field that differs, or which side lacks the decision. */
  readonly what: string;
  readonly recorded: string | null;
  readonly computed: string | null;
}

/** One start of the engine, judged. */
export interface BootVerdict {
  readonly bootId: string;
  readonly mode: string;
  readonly build: string;
  readonly events: number;
  readonly decisions: number;
  readonly identical: number;
  /** Decisions of the last events that the journal ended before: a crash, no difference. */
  readonly notRecorded: number;
  readonly outcome: 'identical' | 'different' | 'not-verifiable';
  /** Why it cannot be judged; null otherwise. */
  readonly reason: string | null;
  readonly difference: Difference | null;
  /** Hash over every decision computed, in order. */
  readonly chain: string;
}

/** One start of the engine while its records are judged. */
export interface Running {
  readonly boot: RecordedBoot;
  readonly world: World;
  /** Called for each recorded decision with the one the core makes of the same event, if it makes one. */
  readonly onCompared: (recorded: DecisionRecord, computed: Decision | null) => void;
  /** Decisions of the newest event that the journal has not shown yet, in order. */
  awaited: Decision[];
  lastSeq: number;
  lastEvent: CoreEvent | null;
  events: number;
  decisions: number;
  identical: number;
  reason: string | null;
  difference: Difference | null;
}

function isDecided(effect: Effect): effect is Extract<Effect, { readonly kind: 'decided' }> {
  return effect.kind === 'decided';
}

/** A start at its beginning: nothing read, nothing known. */
export function beginJudging(
  boot: RecordedBoot,
  onCompared: Running['onCompared'] = () => undefined,
): Running {
  return {
    boot,
    world: createWorld(boot.world),
    onCompared,
    awaited: [],
    lastSeq: 0,
    lastEvent: null,
    events: 0,
    decisions: 0,
    identical: 0,
    reason: null,
    difference: null,
  };
}

/** True once nothing further of this start can be judged. */
export function isOver(running: Running): boolean {
  return running.reason !== null || running.difference !== null;
}

function differ(running: Running, difference: Difference): void {
  running.difference ??= difference;
}

/** What the core decided and the journal does not hold, once a later event proves that it should. */
function noteMissing(running: Running): void {
  const [missing] = running.awaited;
  if (missing === undefined) return;
  differ(running, {
    eventSeq: missing.eventSeq,
    ticker: missing.ticker,
    what: 'the journal lacks this decision',
    recorded: null,
    computed: missing.sentence,
  });
}

function onEvent(running: Running, event: CoreEvent): void {
  noteMissing(running);
  if (running.difference !== null) return;
  if (event.seq !== running.lastSeq + 1) {
    running.reason =
      running.lastSeq === 0
        ? `the journal begins at event ${event.seq}: its first segments are gone`
        : `events ${running.lastSeq + 1} to ${event.seq - 1} are missing`;
    return;
  }
  running.lastSeq = event.seq;
  running.lastEvent = event;
  running.events += 1;
  try {
    const effects = tickToOrder(running.world, event);
    running.awaited = effects.filter(isDecided).map((effect) => effect.decision);
  } catch (error) {
    // The engine stops at a broken rule, so a journal that goes on after this event was not made by this core.
    running.awaited = [];
    running.reason = `event ${event.seq} broke a rule of the core: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function onDecision(running: Running, recorded: DecisionRecord): void {
  running.decisions += 1;
  const computed = running.awaited.shift();
  running.onCompared(recorded, computed ?? null);
  if (computed === undefined) {
    differ(running, {
      eventSeq: recorded.eventSeq,
      ticker: recorded.ticker,
      what: 'the core does not make this decision',
      recorded: recorded.sentence,
      computed: null,
    });
    return;
  }
  const field = DECISION_FIELDS.find((name) => recorded[name] !== computed[name]);
  if (field === undefined) running.identical += 1;
  else
    differ(running, {
      eventSeq: computed.eventSeq,
      ticker: computed.ticker,
      what: field,
      recorded:
        field === 'sentence' ? recorded.sentence : `${recorded[field]}: ${recorded.sentence}`,
      computed:
        field === 'sentence' ? computed.sentence : `${computed[field]}: ${computed.sentence}`,
    });
}

function verdictOf(running: Running): BootVerdict {
  const { boot, world, reason, difference } = running;
  const outcome =
    difference !== null ? 'different' : reason !== null ? 'not-verifiable' : 'identical';
  return {
    bootId: boot.bootId,
    mode: boot.mode,
    build: boot.build,
    events: running.events,
    decisions: running.decisions,
    identical: running.identical,
    notRecorded: difference === null ? running.awaited.length : 0,
    outcome,
    reason,
    difference,
    chain: world.chain.hash,
  };
}

/** Judges the next event or decision of a start that is not over. */
export function judgeRecord(running: Running, record: JournalRecord): void {
  if (record.kind === 'event') {
    const event = decodeEvent(record.body);
    if (event.ok) onEvent(running, event.value);
    else running.reason = event.error;
    return;
  }
  const decision = decodeDecision(record.body);
  if (decision.ok) onDecision(running, decision.value);
  else running.reason = decision.error;
}

/**
 * Judges every start found in `records`. After its first difference a start is only skipped over: what follows a
 * different decision proves nothing. Throws when the records begin without a header.
 */
export async function verifyJournal(
  records: AsyncIterable<JournalRecord>,
  onProgress: (events: number) => void = () => undefined,
): Promise<readonly BootVerdict[]> {
  const verdicts: BootVerdict[] = [];
  let running: Running | null = null;
  let events = 0;
  for await (const record of records) {
    if (record.kind === 'header') {
      const boot = decodeHeader(record.body);
      if (!boot.ok) throw new Error(boot.error);
      if (running !== null && running.boot.bootId === boot.value.bootId) continue;
      if (running !== null) verdicts.push(verdictOf(running));
      running = beginJudging(boot.value);
      continue;
    }
    if (running === null) throw new Error('the journal has records before any header');
    if (isOver(running)) continue;
    judgeRecord(running, record);
    events += 1;
    if (events % 10_000 === 0) onProgress(events);
  }
  if (running !== null) verdicts.push(verdictOf(running));
  return verdicts;
}
