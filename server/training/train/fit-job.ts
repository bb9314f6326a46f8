// One job from series to artefact. In: training data, a job. Out: the files. Deterministic by the job's seed.
import { fitMinuteProfile } from '../baselines/minute-profile.ts';
import { rowIndices } from '../training-rows.ts';
import { type Artefact, makeArtefact } from './artefact.ts';
import { fitSequence } from './fit-sequence.ts';
import { type FitTask, fitTrees } from './fit-trees.ts';
import { flatInput } from './flat-input.ts';
import { fitHourFloor } from './hour-floor.ts';
import { type Job, jobSpan } from './job.ts';
import type { TrainingData } from './training-data.ts';

/** Training inputs looked at for ranges and golden rows: one in so many minutes. */
const SAMPLE_EVERY = 11;

/** Fits on the job's span only: profile, scaling, stopping and floor too. `code` names the version of the code. */
export function fitJob(
  data: TrainingData,
  job: Job,
  how: { readonly code: string; readonly onProgress: (share: number) => void },
): Artefact {
  const span = jobSpan(job);
  const { series } = data;
  const profile = fitMinuteProfile(series, [span]);
  const task: FitTask = { series, span, profile, job, onProgress: how.onProgress };
  const { model, notes } = job.kind === 'gbdt' ? fitTrees(task) : fitSequence(task);
  const horizonMinutes = job.minutes;
  const choice = { spans: [span], everyMinutes: SAMPLE_EVERY, horizonMinutes, profile };
  const inputs = series.flatMap((each) =>
    Array.from(rowIndices(each, choice), (index) =>
      flatInput(model, each, { index, horizonMinutes, profile }),
    ),
  );
  const parts = {
    model,
    minutes: job.minutes,
    profile,
    floor: fitHourFloor(series, span, job.minutes),
  };
  const origin = {
    dataSha256: data.sha256,
    series: series.map((each) => each.id),
    span,
    code: how.code,
  };
  return makeArtefact({ job, parts, notes }, origin, inputs);
}
