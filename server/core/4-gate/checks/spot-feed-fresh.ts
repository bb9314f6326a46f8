// Check: Kraken data is young enough (F01, F11). In: ages. Out: pass within the shared budgets.
import type { Check } from '../check-result.ts';
import { freshEnough } from '../fresh-enough.ts';

/** Connection and book each against its own budget; the worse one speaks. */
export const spotFeedFresh: Check = ({ feeds }) =>
  freshEnough({ id: 'spot-feed-fresh', label: 'Kraken age' }, feeds, [
    'kraken-connection',
    'kraken-book',
  ]);
