// How long each stage from a market frame to a fill takes. In: events with their stamps, effects, the step's begin and end.
// Out: one histogram a stage. Durations are differences of one monotonic clock; no wall time enters.

import { elapsedMs, type MonoNs } from '#lib/domain/instant.ts';
import type { MeasuredStage } from '#lib/domain/latency.ts';
import type { LatencyRow } from '#lib/wire/health-rows.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { createHistogram, type Histogram } from './histogram.ts';

/** Orders followed at once; beyond it the oldest is let go unmeasured. */
const FOLLOWED = 1_000;

export interface StepTimes {
  readonly begunAt: MonoNs;
  readonly doneAt: MonoNs;
}

export interface StageLatency {
  /** One step of the core and what came of it. */
  step(event: CoreEvent, effects: readonly Effect[], times: StepTimes): void;
  /** One durable commit, ms. */
  commit(ms: number): void;
  /** Every measured stage by its id; counts since this was made. */
  rows(): Readonly<Record<MeasuredStage, LatencyRow>>;
}

/** Where an order stands: what it waits for, and since when. */
interface Followed {
  readonly stage: 'order' | 'ack' | 'fill';
  readonly since: MonoNs;
  /** Filled before its answer came. */
  readonly isFilled?: boolean;
}

function rowOf(histogram: Histogram): LatencyRow {
  return {
    count: histogram.count(),
    p50Ms: histogram.percentileMs(0.5),
    p95Ms: histogram.percentileMs(0.95),
    p99Ms: histogram.percentileMs(0.99),
    maxMs: histogram.maxMs(),
    buckets: histogram.buckets(),
  };
}

/** Empty histograms. */
export function createStageLatency(): StageLatency {
  const stages: Readonly<Record<MeasuredStage, Histogram>> = {
    book: createHistogram(),
    verdict: createHistogram(),
    order: createHistogram(),
    ack: createHistogram(),
    fill: createHistogram(),
    commit: createHistogram(),
  };
  const followed = new Map<string, Followed>();

  const follow = (id: string, standing: Followed): void => {
    followed.set(id, standing);
    if (followed.size <= FOLLOWED) return;
    const [oldest] = followed.keys();
    if (oldest !== undefined) followed.delete(oldest);
  };

  /** `stage` is over at `at`; the order goes on to `next`, or is not followed any more. */
  const pass = (
    id: string,
    stage: Followed['stage'],
    at: MonoNs,
    next: Followed['stage'] | null,
  ): void => {
    const standing = followed.get(id);
    if (standing?.stage !== stage) return;
    stages[stage].note(elapsedMs(standing.since, at));
    if (next === null) followed.delete(id);
    else followed.set(id, { stage: next, since: at });
  };

  /** A fill may overtake the answer; then what follows the answer is not the first one. */
  const noteFill = (id: string, at: MonoNs): void => {
    const standing = followed.get(id);
    if (standing?.stage === 'ack') followed.set(id, { ...standing, isFilled: true });
    else pass(id, 'fill', at, null);
  };

  const noteEvent = (event: CoreEvent): void => {
    if (event.kind === 'stored') {
      if (event.committed) pass(event.clientOrderId, 'order', event.mono, 'ack');
      else followed.delete(event.clientOrderId);
      return;
    }
    if (event.kind !== 'report') return;
    const { report } = event;
    if (report.kind === 'order-accepted') {
      const id = report.clientOrderId;
      const isFilled = report.filled > 0 || followed.get(id)?.isFilled === true;
      pass(id, 'ack', event.mono, isFilled ? null : 'fill');
    }
    // An answer that refuses, or that nobody knows, is no acknowledgement.
    if (report.kind === 'order-rejected' || report.kind === 'order-unknown')
      followed.delete(report.clientOrderId);
    // Fills read late from the account say nothing about when they happened.
    if (report.kind === 'fill' && report.source === 'stream' && report.clientOrderId !== null)
      noteFill(report.clientOrderId, event.mono);
  };

  return {
    step(event, effects, { begunAt, doneAt }) {
      if (event.kind === 'tick') {
        stages.book.note(elapsedMs(event.mono, begunAt));
        if (effects.some((effect) => effect.kind === 'decided'))
          stages.verdict.note(elapsedMs(begunAt, doneAt));
      }
      noteEvent(event);
      for (const effect of effects)
        if (effect.kind === 'commit-then-send')
          follow(effect.order.clientOrderId, { stage: 'order', since: doneAt });
    },
    commit: (ms) => stages.commit.note(ms),
    rows: () => ({
      book: rowOf(stages.book),
      verdict: rowOf(stages.verdict),
      order: rowOf(stages.order),
      ack: rowOf(stages.ack),
      fill: rowOf(stages.fill),
      commit: rowOf(stages.commit),
    }),
  };
}
