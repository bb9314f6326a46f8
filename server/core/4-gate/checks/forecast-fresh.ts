// Check: the forecast is young and not from the future (I23). In: forecast, time. Out: age against its budget.
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import { atMost, type Check } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** A forecast stamped later than this decision is as wrong as an old one. */
export const forecastFresh: Check = ({ forecast, at }) => {
  const age = forecast === null ? null : at - forecast.at;
  return atMost(
    { id: 'forecast-fresh', label: 'forecast age', unit: 'ms', show: seconds },
    age === null || age >= 0 ? age : Number.POSITIVE_INFINITY,
    FRESHNESS_MS.forecast,
  );
};
