// Note, not a bar: which model speaks. In: forecast. Out: pass with its name, missing without a forecast.
import { type Check, condition } from '../check-result.ts';

/** A fallback is allowed to trade, but never silently. */
export const forecastSource: Check = ({ forecast }) =>
  condition({ id: 'forecast-source', label: 'forecast model' }, forecast === null ? null : true, {
    pass:
      forecast?.fallback == null
        ? `forecast by ${forecast?.modelId ?? ''}`
        : `WARNING, fallback forecast: ${forecast.fallback}`,
    fail: 'no forecast model',
    missing: 'there is no forecast',
  });
