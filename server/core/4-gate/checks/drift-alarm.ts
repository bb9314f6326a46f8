// Check: no drift alarm stands (models §D3, §C6). In: alarms of the monitors. Out: their number against 0.
import { atMost, type Check } from '../check-result.ts';

/** PSI or CUSUM past its alarm: the market is not the one the models were made for. */
export const driftAlarm: Check = ({ signalHealth }) => {
  const result = atMost(
    {
      id: 'drift-alarm',
      label: 'drift alarms',
      unit: 'alarms',
      show: String,
      missing: 'the drift monitors did not speak',
    },
    signalHealth?.alarms.length ?? null,
    0,
  );
  const [first] = signalHealth?.alarms ?? [];
  return first === undefined ? result : { ...result, text: `drift alarm: ${first}` };
};
