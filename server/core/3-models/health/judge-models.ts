// Judges of what goes in and comes out of the models. In: a reading. Out: level, value, words and action (models §C6, F104).
import { ADWIN_LEAST } from './adwin.ts';
import { digits, type Judged, type Reading, waiting } from './health-words.ts';
import { BAD_ANSWERS } from './model-health.ts';
import { PSI_LEAST_ROWS } from './psi.ts';

/** > .10 is flagged, > .25 shrinks the ensemble to HAR (the feature's own cut-offs where they are wider). */
export function psiRow({ subject, have, value, warn, alarm }: Reading<'psi'>): Judged {
  if (value === null) return waiting(have, PSI_LEAST_ROWS, 'rows in six hours');
  const psi = `PSI ${digits(value)} over six hours`;
  if (value > alarm) {
    const text = `${subject} has left its training distribution: ${psi} is above ${digits(alarm)}, the ensemble shrinks to HAR`;
    return { level: 'alarm', value, threshold: alarm, text, action: 'use-har-only' };
  }
  if (value > warn) {
    const text = `${subject} is drifting from training: ${psi} is above ${digits(warn)}`;
    return { level: 'warn', value, threshold: warn, text, action: 'flag' };
  }
  const text = `${subject} looks like training: ${psi} is within ${digits(warn)}`;
  return { level: 'ok', value, threshold: warn, text, action: 'none' };
}

/** A change asks for a refit, whichever way it went. */
export function adwinRow({ subject, have, value, change }: Reading<'adwin'>): Judged {
  if (change !== null) {
    const turn = change.after > change.before ? 'rose' : 'fell';
    const text = `${subject} ${turn} from ${digits(change.before)} to ${digits(change.after)}: a refit is asked for`;
    const action = 'request-refit';
    return { level: 'warn', value: change.after, threshold: null, text, action };
  }
  if (value === null) return waiting(have, ADWIN_LEAST, 'windows');
  const text = `${subject} is steady at ${digits(value)} over ${have} windows`;
  return { level: 'ok', value, threshold: null, text, action: 'none' };
}

/** A refused row: EWMA, and no new order. */
export function inputRow({ subject, have, refusal }: Reading<'input'>): Judged {
  if (have === 0) return waiting(have, 1, 'rows');
  const [value, threshold] = [null, null];
  if (refusal !== null) {
    const text = `${refusal}; the forecast falls back to EWMA and no new order is made`;
    return { level: 'alarm', value, threshold, text, action: 'fall-back-to-ewma' };
  }
  const text = `every input of ${subject} is within what it was trained on`;
  return { level: 'ok', value, threshold, text, action: 'none' };
}

/** Three bad answers in a row leave a model out. */
export function answersRow({ subject, have, bad, fault, disabled }: Reading<'answers'>): Judged {
  if (disabled) {
    const text = `${subject} is left out after ${BAD_ANSWERS} bad answers in a row (last: ${fault}); a restart or an operator lets it in`;
    return { level: 'alarm', value: bad, threshold: BAD_ANSWERS, text, action: 'leave-model-out' };
  }
  if (have === 0) return waiting(have, 1, 'answers');
  if (bad > 0) {
    const text = `${subject} gave ${bad} bad answers in a row (last: ${fault}); ${BAD_ANSWERS} leave it out`;
    return { level: 'warn', value: bad, threshold: BAD_ANSWERS, text, action: 'flag' };
  }
  const text = `${subject} answers well`;
  return { level: 'ok', value: bad, threshold: BAD_ANSWERS, text, action: 'none' };
}
