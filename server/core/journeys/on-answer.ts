// Journey of a model's answer: with the last one of the second a forecast, new prices, new verdicts.
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { evaluateAll } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { keepForecast } from './keep-forecast.ts';
import { priceMarkets } from './price-markets.ts';

/** Keeps the answer when its question is open; a wrong, late or second answer is refused by its hash (F106). */
export function onAnswer(world: World, event: EventOf<'answer'>, out: Effect[]): void {
  const { answer } = event;
  const questions = world.asked?.questions ?? [];
  const question = questions.find(
    (each) => each.answer === null && each.request.inputHash === answer.inputHash,
  );
  if (question === undefined) {
    out.push({
      kind: 'alarm',
      severity: 'info',
      code: 'late-answer',
      text: `an answer of ${answer.modelId} came too late and was not used`,
    });
    return;
  }
  question.answer = answer;
  if (questions.some((each) => each.answer === null)) return;
  keepForecast(world, out);
  priceMarkets(world, event.at);
  evaluateAll(world, event, out);
}
