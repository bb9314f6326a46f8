// The parameters of a folder, to a file. In: recordings, trained members. Out: the JSON, its recorded blend included.
// What the simulated world taught stays in the file: another command gathers it.
import { existsSync, writeFileSync } from 'node:fs';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { setUpBench } from '../evaluate/bench.ts';
import type { EvaluationInput } from '../evaluate/input.ts';
import { bucketsToKeep } from '../evaluate/probability-report.ts';
import type { TrainedMember } from '../train/artefact-folder.ts';
import { trainedMembers } from '../train/trained-members.ts';
import { trainingDataOf } from '../train/training-data.ts';
import { fitSignal, signalText, withBlend } from './fit-signal.ts';

/** Blends an older file at `path` holds from other environments. */
function othersIn(path: string): SignalParameters['blends'] {
  const old = existsSync(path) ? loadSignal(path) : null;
  return old?.ok ? old.value.blends.filter((each) => each.environment !== 'recorded') : [];
}

/**
 * Fits on the training span, then the blend of the combination on all markets before the development test period, and
 * writes the file. Throws when the folder has no training span. Returns what was written.
 */
export function saveSignal(
  path: string,
  input: Omit<EvaluationInput, 'signal' | 'moreMembers'>,
  trained: readonly TrainedMember[],
): SignalParameters {
  const fitted = fitSignal(trainingDataOf(input.recordings));
  const bench = setUpBench({
    ...input,
    signal: fitted,
    moreMembers: (baselines) => trainedMembers(trained, baselines, fitted),
  });
  const signal = withBlend({ ...fitted, blends: othersIn(path) }, 'recorded', bucketsToKeep(bench));
  writeFileSync(path, signalText(signal));
  return signal;
}
