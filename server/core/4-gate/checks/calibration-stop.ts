// Check: our probabilities come true (models §C6). In: stake factor of the monitors. Out: factor against more than 0.
import { atLeast, type Check } from '../check-result.ts';
import { percent } from '../wording.ts';

/** The monitors know three steps: whole stake, half of it, none. */
const LEAST_FACTOR = 0.5;

/** Half a stake is a note, no bar; none at all stops entries. */
export const calibrationStop: Check = ({ signalHealth }) => {
  const factor = signalHealth?.stakeFactor ?? null;
  const result = atLeast(
    {
      id: 'calibration-stop',
      label: 'stake by calibration',
      unit: 'share',
      show: percent,
      missing: 'the calibration monitors did not speak',
    },
    factor,
    LEAST_FACTOR,
  );
  if (factor === 0)
    return { ...result, text: 'stopped: our probabilities do not come true (|z| above 4)' };
  if (factor === LEAST_FACTOR)
    return { ...result, text: 'WARNING, stakes are halved: our probabilities drift from outcomes' };
  return result;
};
