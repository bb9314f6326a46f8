// Alarms, newest first, which can be held still. In: the alarms topic. Out: rows, state, the switch.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { listState, type PanelState } from '#components/ui/panel.tsx';
import { type Pause, usePausedRows } from '#components/ui/use-paused-rows.ts';
import type { AlarmRow } from '#lib/wire/status-rows.ts';

const SHOWN = 60;

export interface AlarmList {
  readonly state: PanelState;
  readonly rows: readonly AlarmRow[];
  readonly pause: Pause;
}

const idOf = (row: AlarmRow) => row.id;

export function useAlarmList(): AlarmList {
  const topic = useTopic('alarms');
  const all = topic.kind === 'ready' ? topic.rows : [];
  const latest = all.toSorted((left, right) => right.at - left.at).slice(0, SHOWN);
  const { rows, pause } = usePausedRows(latest, all, idOf);
  const empty = 'No alarms in this session.';
  return { state: listState(topic, { count: latest.length, empty }), rows, pause };
}
