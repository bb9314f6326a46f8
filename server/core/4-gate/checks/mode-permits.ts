// Check: the mode is one we know, and it names where the order would go. In: mode. Out: pass for a known mode.
import { MODES } from '#lib/domain/mode.ts';
import { type Check, condition } from '../check-result.ts';

const GOES_TO = {
  sim: 'the simulated venue',
  replay: 'nowhere: this is a recording',
  paper: 'the local matching engine',
  demo: "Kalshi's demo exchange",
  live: 'Kalshi, with real money',
} as const;

/** Never a default: a mode that is not in the list trades nowhere. */
export const modePermits: Check = ({ mode }) =>
  condition({ id: 'mode-permits', label: 'mode' }, MODES.includes(mode), {
    pass: `mode ${mode}: orders go to ${GOES_TO[mode]}`,
    fail: 'the mode is not known',
  });
