// Check: the models see what they were trained on (models §C6). In: monitors. Out: pass while every input is in range.
import { type Check, condition } from '../check-result.ts';

/** Outside 1.5 × the training range a learned answer is a guess: no new orders. */
export const inputsInRange: Check = ({ signalHealth }) =>
  condition(
    { id: 'inputs-in-range', label: 'model inputs' },
    signalHealth === null ? null : signalHealth.inputsInRange,
    {
      pass: 'the model inputs are within their training range',
      fail: 'a model input is outside its training range, or not a number',
      missing: 'the model inputs were not looked at',
    },
  );
