// Made-up learned members for tests, and their answers. In: row, models, corrections. Out: questions as a second has them.
import type { ModelAnswer } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import {
  MINUTE_FEATURES,
  type MinuteRow,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import { unwrap } from '#lib/result.ts';
import { minuteRowHash } from '../row-hash.ts';
import { rowToRequest } from '../row-to-request.ts';
import { type Question, type SignalModel, TRAINING_MEAN } from '../signal-model.ts';

const WINDOW_WIDTH = SEQUENCE_STEPS * SEQUENCE_CHANNELS.length + SEQUENCE_STATICS.length;

function tree(minutes: number, digit: string): SignalModel {
  return {
    id: `gbdt-${minutes}m`,
    hash: sha256Hex(digit.repeat(64)),
    kind: 'row',
    minutes,
    shape: [1, MINUTE_FEATURES.length],
    parts: [TRAINING_MEAN, ...MINUTE_FEATURES],
    memberKind: 'tree',
  };
}

function sequence(minutes: number, digit: string): SignalModel {
  return {
    id: `gru-${minutes}m`,
    hash: sha256Hex(digit.repeat(64)),
    kind: 'window',
    minutes,
    shape: [1, WINDOW_WIDTH],
    parts: ['prices', 'volume', 'clock'],
    memberKind: 'sequence',
  };
}

/** One tree and one sequence model at 15 and at 60 minutes. */
export const MADE_UP_MODELS: readonly SignalModel[] = [
  tree(15, 'a'),
  tree(60, 'b'),
  sequence(15, 'c'),
  sequence(60, 'd'),
];

/** The model of that name; throws where a test names none. */
export function madeUpModel(id: string): SignalModel {
  const found = MADE_UP_MODELS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no made-up model ${id}`);
  return found;
}

/** A whole answer to `question`: the correction, and parts that are the same for all but the first. */
export function goodAnswer(
  { model, request }: Question,
  correction: number,
  part = 0.01,
): ModelAnswer {
  return {
    kind: 'answered',
    modelId: model.id,
    modelHash: model.hash,
    inputHash: request.inputHash,
    output: [correction, ...model.parts.map(() => part)],
    tookMs: 0.1,
  };
}

/** Every model asked about the row and answered with `correction`; null = not yet. */
export function questionsAbout(
  row: MinuteRow,
  correction: number | null,
  models: readonly SignalModel[] = MADE_UP_MODELS,
): Question[] {
  const hash = minuteRowHash(row);
  return models.map((model) => {
    const request = unwrap(rowToRequest(row, hash, model));
    const question: Question = { model, request, answer: null };
    if (correction !== null) question.answer = goodAnswer(question, correction);
    return question;
  });
}
