// Check: Kalshi data is young enough (F14). In: ages. Out: pass within the shared budgets.
import type { Check } from '../check-result.ts';
import { freshEnough } from '../fresh-enough.ts';

/** Connection and book each against its own budget; the worse one speaks. */
export const contractFeedFresh: Check = ({ feeds }) =>
  freshEnough({ id: 'contract-feed-fresh', label: 'Kalshi age' }, feeds, [
    'kalshi-connection',
    'kalshi-book',
  ]);
