// One decision by id: from the store, else from the live table while it is there. In: id. Out: what is known of it.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchDecision } from '#components/live/api-client.ts';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';
import { type ShownDecision, shownFromRow, shownFromStored } from './shown-decision.ts';

/** live: seen in the live table and not stored: a reload will not find it again. */
export type DecisionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'stored' | 'live'; readonly shown: ShownDecision }
  | { readonly kind: 'absent'; readonly code: string; readonly text: string };

export interface DecisionQuery {
  readonly state: DecisionState;
  readonly retry: () => void;
}

type DecisionRows = Readonly<Record<string, DecisionRow>> | null;

const DECISIONS: LiveView<'decisions', DecisionRows> = {
  topic: 'decisions',
  select: (table) => table?.rows ?? null,
  equal: Object.is,
};

/** The row with this id, kept once seen: a second later the live table has another one. */
function useSeen(id: string): ShownDecision | null {
  const rows = useLiveView(DECISIONS);
  const [seen, setSeen] = useState<ShownDecision | null>(null);
  if (seen !== null) return seen;
  const [ticker, row] = Object.entries(rows ?? {}).find(([, each]) => each.id === id) ?? [];
  if (ticker === undefined || row === undefined) return null;
  const found = shownFromRow(ticker, row);
  setSeen(found);
  return found;
}

export function useDecision(id: string): DecisionQuery {
  const { data, refetch } = useQuery({
    queryKey: ['decision', id],
    queryFn: () => fetchDecision(id),
  });
  const seen = useSeen(id);
  const retry = () => void refetch();
  if (data === undefined) return { state: { kind: 'loading' }, retry };
  if (data.ok) return { state: { kind: 'stored', shown: shownFromStored(data.decision) }, retry };
  if (seen !== null) return { state: { kind: 'live', shown: seen }, retry };
  return { state: { kind: 'absent', code: data.code, text: data.text }, retry };
}
