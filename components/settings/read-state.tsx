// The word of a panel on how its facts were read. In: a query. Out: state for the panel, a line when the facts are old.
'use client';
import { LOADING, type PanelState, READY } from '#components/ui/panel.tsx';
import type { SettingsQuery } from './use-settings.ts';

/** Loading until something was read; an error without facts says why there are none. */
export function readState(query: SettingsQuery): PanelState {
  if (query.data !== undefined) return READY;
  return query.isError
    ? { kind: 'empty', text: `Cannot be read: ${query.error.message}` }
    : LOADING;
}

/** Facts that could not be read again are still shown, and called old. */
export function OldFacts({ query }: { readonly query: SettingsQuery }) {
  if (!query.isError || query.data === undefined) return null;
  return (
    <p role="status" className="border-b border-line p-2 text-xs text-severity-warning">
      As read before; now it cannot be read: {query.error.message}
    </p>
  );
}
