// The end of a second's questions. In: the world with its answers. Out: the forecast, or why none; models that answer badly.
import { answersToForecast } from '../3-models/answers-to-forecast.ts';
import { createAnswerRecord, observeAnswer } from '../3-models/health/model-health.ts';
import { judgeAnswer, leftOutReason } from '../3-models/judge-answer.ts';
import type { Question } from '../3-models/signal-model.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { withShownSd } from './watch-signal.ts';

/** Counts bad answers in a row; a model that is left out now is named (F104). */
function noteAnswer(world: World, question: Question, out: Effect[]): void {
  const { id } = question.model;
  const verdict = judgeAnswer(question);
  // A refused input says nothing about the model: neither good nor bad.
  if (verdict.kind === 'refused') return;
  const record = world.answerRecords.get(id) ?? createAnswerRecord(id);
  world.answerRecords.set(id, record);
  observeAnswer(record, verdict.kind === 'bad' ? verdict.fault : null);
  if (!record.disabled) return;
  out.push({
    kind: 'alarm',
    severity: 'warning',
    code: 'model-left-out',
    text: `${id} is ${leftOutReason(record)}`,
  });
}

/** Combines what was answered; a failure leaves no forecast, so that nothing is priced on an old one. */
export function keepForecast(world: World, out: Effect[]): void {
  const { asked } = world;
  if (asked === null) return;
  world.asked = null;
  for (const question of asked.questions) noteAnswer(world, question, out);
  const made = answersToForecast({ ...asked, plan: world.plan });
  world.forecast = made.ok
    ? { ...made.value, horizons: made.value.horizons.map((each) => withShownSd(world, each)) }
    : null;
  if (!made.ok) world.forecastReason = made.error;
}
