// Check: the forecast has not leapt within a minute (models §D3). In: its change. Out: |ln variance change| against ln 2.
import { atMost, type Check } from '../check-result.ts';
import { forecastMoveText } from '../forecast-move-text.ts';

/** A forecast that doubled or halved within a minute has not settled: a jump inflates it until it has passed through. */
const MOST_LOG_CHANGE = Math.LN2;

/** Compared over the time this market has left, so that a restless minute does not stop an hour. */
export const forecastSteady: Check = ({ forecastChange }) => {
  const result = atMost(
    {
      id: 'forecast-steady',
      label: 'change of the forecast in 60 s',
      unit: 'ln variance',
      show: (value) => value.toFixed(2),
      missing: 'the forecast of the last minute is not known',
    },
    forecastChange === null ? null : Math.abs(forecastChange.logChange),
    MOST_LOG_CHANGE,
  );
  if (result.outcome !== 'fail' || forecastChange === null) return result;
  return { ...result, text: `${forecastMoveText(forecastChange)} within 60 s` };
};
