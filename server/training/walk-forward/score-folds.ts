// QLIKE of what each fold learnt, on its block only. In: series, folds, their artefacts. Out: scores paired to HAR + tod.
// HAR is refitted in each fold on the very same span, and so are the floors; the combination is made of these.
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import { HAR_TIME_OF_DAY } from '../baselines/designs.ts';
import { fitBaselines, membersOf } from '../baselines/fit-baselines.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import type { Span } from '../data/splits.ts';
import { type Fold, type HorizonScore, scoreSeries } from '../evaluate/score-volatility.ts';
import { PURGE_MS } from '../evaluate/walk-forward.ts';
import { CHOSEN_COMBINATION } from '../signal/chosen-combination.ts';
import { isFinished, readTrained, type TrainedMember } from '../train/artefact-folder.ts';
import { fitHourFloor } from '../train/hour-floor.ts';
import { type Job, jobFolder, jobId } from '../train/job.ts';
import { trainedMembers } from '../train/trained-members.ts';
import type { TrainingData } from '../train/training-data.ts';
import { LEARNED_EMBARGO_MS, type LearnedFold } from './learned-folds.ts';

export interface FoldReport extends LearnedFold {
  readonly horizons: readonly HorizonScore[];
}

/** The walk-forward on one series; differences are to har-tod, positive is worse. */
export interface WalkForwardSeries {
  readonly id: string;
  readonly folds: readonly FoldReport[];
  /** All blocks together. */
  readonly together: readonly HorizonScore[];
}

export interface WalkForwardReport {
  readonly seed: number;
  readonly span: Span;
  readonly purgeMinutes: number;
  readonly embargoMinutes: number;
  readonly reference: string;
  readonly series: readonly WalkForwardSeries[];
  /** Members that are not scored, for a fold of theirs is missing. */
  readonly leftOut: readonly string[];
}

export interface WalkForwardInput {
  readonly data: TrainingData;
  readonly span: Span;
  readonly folds: readonly LearnedFold[];
  readonly jobs: readonly Job[];
  /** Where the artefacts of the run are. */
  readonly out: string;
  readonly seed: number;
}

/** Remembers every answer: each fold is scored alone and again with the others. */
function remembered(member: VolatilityMember): VolatilityMember {
  const answers = new Map<string, number | null>();
  return {
    ...member,
    predict: (context) => {
      const key = `${context.series.id} ${context.horizonMinutes} ${context.index}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      const made = member.predict(context);
      answers.set(key, made);
      return made;
    },
  };
}

/** Artefacts of `fold` that are whole and of this very data, span and options; an older run may have left others there. */
function membersOfFold(input: WalkForwardInput, fold: LearnedFold): readonly TrainedMember[] {
  const own = { number: fold.number, train: fold.train };
  const folder = jobFolder(input.out, { fold: own });
  const finished = input.jobs
    .map((job) => ({ ...job, fold: own }))
    .filter((job) => isFinished(folder, job, input.data.sha256))
    .map(jobId);
  return readTrained(folder).members.filter((each) => finished.includes(each.id));
}

/** har-tod, the learned members and the combination, none of which has seen anything within purge and embargo. */
function scoredFold(
  input: WalkForwardInput,
  fold: LearnedFold,
  learned: readonly TrainedMember[],
): Fold {
  const { series } = input.data;
  const baselines = fitBaselines(series, [fold.train]);
  const regressions = membersOf(baselines);
  const floors = HORIZONS_MINUTES.map((minutes) => ({
    minutes,
    value: fitHourFloor(series, fold.train, minutes),
  }));
  const signal = { combination: CHOSEN_COMBINATION, floors };
  const members = [
    ...regressions.filter((each) => each.id === HAR_TIME_OF_DAY.id),
    ...trainedMembers(learned, regressions, signal),
  ];
  return { spans: [fold.score], members: members.map(remembered), tails: baselines.tails };
}

/** Scores what the folds' jobs left behind. Deterministic by seed; throws when a fold has too few rows for HAR. */
export function scoreFolds(input: WalkForwardInput): WalkForwardReport {
  const { folds, jobs, seed } = input;
  const found = folds.map((fold) => membersOfFold(input, fold));
  const ids = jobs.map(jobId);
  const whole = ids.filter((id) => found.every((each) => each.some((member) => member.id === id)));
  const scored = folds.map((fold, i) => {
    const members = (found[i] ?? []).filter((each) => whole.includes(each.id));
    return scoredFold(input, fold, members);
  });
  const how = { seed, referenceId: HAR_TIME_OF_DAY.id };
  const series = input.data.series.map((each) => ({
    id: each.id,
    folds: folds.map((fold, i) => ({
      ...fold,
      horizons: scoreSeries(each, scored.slice(i, i + 1), how),
    })),
    together: scoreSeries(each, scored, how),
  }));
  return {
    seed,
    span: input.span,
    purgeMinutes: PURGE_MS / 60_000,
    embargoMinutes: LEARNED_EMBARGO_MS / 60_000,
    reference: HAR_TIME_OF_DAY.id,
    series,
    leftOut: ids.filter((id) => !whole.includes(id)),
  };
}
