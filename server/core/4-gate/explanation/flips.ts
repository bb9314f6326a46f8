// The least change of price, model or weight that turns a verdict. In: gate input, trade, question. Out: words for each.
import type { BookSide } from '#lib/domain/side.ts';
import type { GateInput } from '../gate-input.ts';
import { levelsToHit } from '../price-candidate.ts';
import { cents, percent, weightText } from '../wording.ts';
import { leastStep } from './least-step.ts';
import { steppedBest, withBest, withModel, withWeight } from './what-if.ts';

/** Prices are looked at this far away, 1e-4 $, probabilities this far. */
const MOST_PRICE = 1_500;
const MODEL_STEP = 0.005;
const MOST_MODEL_STEPS = 60;
const WEIGHT_STEP = 0.05;

/** Whether the verdict has turned in this other world. */
export type Turned = (input: GateInput) => boolean;

export interface Trade {
  readonly side: BookSide;
  /** +1: what makes the trade better is looked for; −1: what makes it worse. */
  readonly sense: 1 | -1;
}

/** "the ask falls to 43.0 ¢ (now 46.0 ¢)"; null when no price near enough turns it. */
export function priceFlip(input: GateInput, trade: Trade, turned: Turned): string | null {
  const { side, sense } = trade;
  const now = levelsToHit(input, side)[0]?.price;
  const next = steppedBest(input, side, sense);
  if (now === undefined || next === null || next === now) return null;
  const at = (steps: number) => steppedBest(input, side, sense * steps);
  const most = Math.max(1, Math.floor(MOST_PRICE / Math.abs(next - now)));
  const steps = leastStep((count) => {
    const best = at(count);
    return best !== null && turned(withBest(input, side, best));
  }, most);
  const best = steps === null ? null : at(steps);
  if (best === null) return null;
  const what = side === 'bid' ? 'ask' : 'bid';
  return `the ${what} ${best < now ? 'falls' : 'rises'} to ${cents(best)} (now ${cents(now)})`;
}

/** "the model rises to 58.0 % (now 55.0 %)"; null without a fair value or when no probability near enough turns it. */
export function modelFlip(input: GateInput, trade: Trade, turned: Turned): string | null {
  if (input.fair === null) return null;
  const now = input.fair.views.calibrated;
  const up = (trade.side === 'bid') === trade.sense > 0;
  // Whole half percents, counted from where the model stands.
  const start = up ? Math.floor(now / MODEL_STEP) : Math.ceil(now / MODEL_STEP);
  const at = (steps: number) => (start + (up ? steps : -steps)) * MODEL_STEP;
  const inside = (value: number) => value > 0 && value < 1;
  const steps = leastStep(
    (count) => inside(at(count)) && turned(withModel(input, at(count))),
    MOST_MODEL_STEPS,
  );
  return steps === null
    ? null
    : `the model ${up ? 'rises' : 'falls'} to ${percent(at(steps))} (now ${percent(now)})`;
}

/** "our weight rises to 0.4 (now 0)"; null when not even the model alone would turn it. */
export function weightFlip(input: GateInput, turned: Turned): string | null {
  if (input.fair === null) return null;
  const now = input.fair.views.weight;
  const start = Math.floor(now / WEIGHT_STEP);
  const most = Math.round(1 / WEIGHT_STEP) - start;
  const at = (steps: number) => Math.min(1, (start + steps) * WEIGHT_STEP);
  const steps = most < 1 ? null : leastStep((count) => turned(withWeight(input, at(count))), most);
  return steps === null
    ? null
    : `our weight rises to ${weightText(at(steps))} (now ${weightText(now)})`;
}
