// The latest fills, newest first, which can be held still. In: the fills topic. Out: rows, state, the switch.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { listState, type PanelState } from '#components/ui/panel.tsx';
import { type Pause, usePausedRows } from '#components/ui/use-paused-rows.ts';
import type { FillRow } from '#lib/wire/trade-rows.ts';

const SHOWN = 60;

export interface FillList {
  readonly state: PanelState;
  readonly rows: readonly FillRow[];
  readonly pause: Pause;
}

const idOf = (row: FillRow) => row.tradeId;

export function useFillList(): FillList {
  const topic = useTopic('fills');
  const all = topic.kind === 'ready' ? topic.rows : [];
  const latest = all.toSorted((left, right) => right.at - left.at).slice(0, SHOWN);
  const { rows, pause } = usePausedRows(latest, all, idOf);
  const empty = 'No fills in this session.';
  return { state: listState(topic, { count: latest.length, empty }), rows, pause };
}
