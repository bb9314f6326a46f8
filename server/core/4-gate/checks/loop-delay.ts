// Check: the engine is not choking (F92). In: delay of its loop. Out: ms against 2 000.
import { atMost, type Check } from '../check-result.ts';

/** Past two seconds nothing may enter (from 250 ms on the operator is warned, past five the watchdog kills). */
const BUDGET_MS = 2_000;

/** Sampled once a second. */
export const loopDelay: Check = ({ host }) =>
  atMost(
    {
      id: 'loop-delay',
      label: 'engine delay',
      unit: 'ms',
      show: (ms) => `${ms.toFixed(0)} ms`,
    },
    host?.loopDelayMs ?? null,
    BUDGET_MS,
  );
