// A replay as tests run it: full speed, no model, every step seen. In: a recording. Out: report, events and decisions.
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { PLAIN_SIGNAL } from '#server/core/3-models/testing/plain-signal.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent } from '#server/core/event.ts';
import type { World, WorldOptions } from '#server/core/world.ts';
import type { JournalRecord } from '#server/ports/journal.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';
import type { Recording } from '../recorded-event.ts';
import { type ReplayOptions, type ReplayReport, runReplay } from '../run-replay.ts';

export const NO_MODELS: ModelRunner = {
  models: () => [],
  run: (request) =>
    Promise.resolve({
      kind: 'refused',
      modelId: request.modelId,
      inputHash: request.inputHash,
      reason: 'no model in this test',
    }),
};

/** The world of an imported recording: no model, bare spot allowed. */
export const TEST_WORLD: WorldOptions = {
  boot: 'replay-test',
  mode: 'replay',
  shard: 2,
  account: 'replay-test',
  limits: DEFAULT_LIMITS,
  models: [],
  signal: PLAIN_SIGNAL,
  minReleaseSeconds: 0,
  armWhenReady: true,
  spotProxySdUsd: 15,
};

export interface SeenReplay {
  readonly report: ReplayReport;
  readonly events: readonly CoreEvent[];
  readonly effects: readonly Effect[];
  readonly decisions: readonly Decision[];
  /** What the engine's journal would hold of this run, header first. */
  readonly journal: readonly JournalRecord[];
}

/** The compact form the engine writes. */
function decisionBody(decision: Decision): string {
  const { ticker, eventSeq, verdict, sentence, inputHash, hash } = decision;
  return JSON.stringify({ ticker, eventSeq, verdict, sentence, inputHash, hash });
}

/** Runs and keeps everything. `change` replaces options; `world` the world. */
export async function seeReplay(
  recording: Recording,
  change: Partial<ReplayOptions> = {},
): Promise<SeenReplay> {
  const events: CoreEvent[] = [];
  const effects: Effect[] = [];
  const decisions: Decision[] = [];
  const world = change.world ?? TEST_WORLD;
  const journal: JournalRecord[] = [
    {
      kind: 'header',
      body: JSON.stringify({
        mode: world.mode,
        build: 'test',
        bootId: world.boot,
        world: JSON.stringify(world),
        segment: 1,
      }),
    },
  ];
  const report = await runReplay(recording, {
    world,
    models: NO_MODELS,
    fromUs: null,
    toUs: null,
    limit: null,
    pace: () => null,
    incoming: () => [],
    ...change,
    onStep(shown: World, event, made) {
      events.push(event);
      effects.push(...made);
      journal.push({ kind: 'event', body: JSON.stringify(event) });
      for (const effect of made) {
        if (effect.kind !== 'decided') continue;
        decisions.push(effect.decision);
        journal.push({ kind: 'decision', body: decisionBody(effect.decision) });
      }
      change.onStep?.(shown, event, made);
    },
  });
  return { report, events, effects, decisions, journal };
}
