// May this answer be used? In: a question with its answer. Out: the numbers, or what is wrong in plain words (I24).
import { areFinite } from '#lib/number-at.ts';
import { type AnswerFault, type AnswerRecord, answerFaultText } from './health/model-health.ts';
import type { Question } from './signal-model.ts';

/** ln(variance): a correction by a factor of 150 is a defect, long before the bounds of a member cut it. */
const WILDEST = 5;

export type AnswerVerdict =
  | { readonly kind: 'good'; readonly output: readonly number[] }
  /** Counts towards leaving the model out (F104). */
  | { readonly kind: 'bad'; readonly fault: AnswerFault; readonly reason: string }
  /** The model was right to refuse: its input is not of its world (F103, F107). */
  | { readonly kind: 'refused'; readonly reason: string };

function bad(fault: AnswerFault, reason: string): AnswerVerdict {
  return { kind: 'bad', fault, reason };
}

/** Judges by hash (F106, I24), shape (F105), finiteness and size (F104). No answer by now is a late one (F106). */
export function judgeAnswer({ model, request, answer }: Question): AnswerVerdict {
  if (answer === null) return bad('late', 'did not answer in time');
  if (answer.inputHash !== request.inputHash || answer.modelId !== model.id)
    return bad('wrong-hash', 'answered another question');
  if (answer.kind === 'refused') return { kind: 'refused', reason: `refused: ${answer.reason}` };
  if (answer.modelHash !== model.hash)
    return bad('wrong-hash', 'the answer came from another file');
  const { output } = answer;
  const wanted = 1 + model.parts.length;
  if (output.length !== wanted)
    return bad('wrong-shape', `gave ${output.length} outputs, not ${wanted}`);
  if (!areFinite(output)) return bad('not-finite', 'gave a value that is not finite');
  const correction = output[0] ?? Number.NaN;
  if (!(Math.abs(correction) <= WILDEST))
    return bad('out-of-range', `gave a correction of ${correction.toFixed(2)}`);
  return { kind: 'good', output };
}

/** Why a disabled model is not asked. */
export function leftOutReason(record: AnswerRecord): string {
  return `left out after ${record.bad} bad answers in a row: ${answerFaultText(record)}`;
}
