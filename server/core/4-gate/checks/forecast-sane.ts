// Check: the forecast is a number one can price with (I24, F104). In: variance. Out: pass when finite and positive.
import { type Check, condition } from '../check-result.ts';

/** NaN, infinity or a variance of 0 would price every strike as certain. */
export const forecastSane: Check = ({ forecast }) => {
  const variances = forecast?.horizons.map((each) => each.variancePerSecond) ?? null;
  return condition(
    { id: 'forecast-sane', label: 'forecast value' },
    variances?.every((each) => Number.isFinite(each) && each > 0) ?? null,
    {
      pass: 'the forecast is finite and positive',
      fail: 'the forecast is not a positive finite variance',
      missing: 'there is no forecast',
    },
  );
};
