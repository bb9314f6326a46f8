// Journey of a model's answer: a forecast, new prices, new verdicts. A wrong or late answer is refused by its hash.
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { evaluateAll } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { keepForecast } from './keep-forecast.ts';
import { priceMarkets } from './price-markets.ts';

/** Folds the answer in when it belongs to the open question; otherwise only says so. */
export function onAnswer(world: World, event: EventOf<'answer'>, out: Effect[]): void {
  const { asked } = world;
  if (asked === null || asked.request.inputHash !== event.answer.inputHash) {
    out.push({
      kind: 'alarm',
      severity: 'info',
      code: 'late-answer',
      text: `an answer of ${event.answer.modelId} came too late and was not used`,
    });
    return;
  }
  world.asked = null;
  keepForecast(world, { ...asked, answer: event.answer, at: event.at });
  priceMarkets(world, event.at);
  evaluateAll(world, event, out);
}
