// Check: the settlement index is young enough (models §D3). In: age. Out: pass within 1.5 s.
import type { Check } from '../check-result.ts';
import { freshEnough } from '../fresh-enough.ts';

/** BRTI comes once a second; older than that, somebody else knows more. */
export const indexFresh: Check = ({ feeds }) =>
  freshEnough({ id: 'index-fresh', label: 'index age' }, feeds, ['index']);
