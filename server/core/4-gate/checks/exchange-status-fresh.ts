// Check: the exchange status is recent. In: its age. Out: pass within a minute.
import { atMost, type Check } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** The status is polled; three missed polls of 20 s are too many. */
const BUDGET_MS = 60_000;

/** A status from before the last outage says nothing. */
export const exchangeStatusFresh: Check = ({ exchange }) =>
  atMost(
    { id: 'exchange-status-fresh', label: 'exchange status age', unit: 'ms', show: seconds },
    exchange?.ageMs ?? null,
    BUDGET_MS,
  );
