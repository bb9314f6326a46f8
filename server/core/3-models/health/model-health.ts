// F104: three bad answers in a row disable a model. In: how each answer was. Out: which models may still be asked.
// A disabled model stays so until a restart, which loads and checks it anew, or until an operator enables it.

/** Bad answers in a row that disable. */
export const BAD_ANSWERS = 3;

/** What can be wrong with an answer (F102, F104, F105, F106). */
export type AnswerFault = 'late' | 'wrong-hash' | 'not-finite' | 'out-of-range' | 'wrong-shape';

const FAULT_WORDS: Readonly<Record<AnswerFault, string>> = {
  late: 'no answer in time',
  'wrong-hash': 'an answer of another model or to another question',
  'not-finite': 'an answer that is not a number',
  'out-of-range': 'an answer out of range',
  'wrong-shape': 'an answer of the wrong shape',
};

/** Plain data, one per model. */
export interface AnswerRecord {
  readonly modelId: string;
  /** Answers noted in all. */
  asked: number;
  /** Bad answers since the last good one. */
  bad: number;
  /** What was wrong with the last bad one; null after a good one. */
  fault: AnswerFault | null;
  disabled: boolean;
}

/** A model that has not been asked. */
export function createAnswerRecord(modelId: string): AnswerRecord {
  return { modelId, asked: 0, bad: 0, fault: null, disabled: false };
}

/** Notes one answer; null = good. A good one resets the count, but does not let a disabled model back in. */
export function observeAnswer(record: AnswerRecord, fault: AnswerFault | null): void {
  record.asked++;
  record.bad = fault === null ? 0 : record.bad + 1;
  record.fault = fault;
  if (record.bad >= BAD_ANSWERS) record.disabled = true;
}

/** An operator lets the model back in: it starts with a clean count. */
export function enableModel(record: AnswerRecord): void {
  record.bad = 0;
  record.fault = null;
  record.disabled = false;
}

/** The last fault in words; empty after a good answer. */
export function answerFaultText(record: AnswerRecord): string {
  return record.fault === null ? '' : FAULT_WORDS[record.fault];
}
