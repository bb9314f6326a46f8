// The alarms of this session with the switch that holds them still. Out: a line and the list.
'use client';
import { PauseButton } from '#components/ui/pause-button.tsx';
import { AlarmsList } from './alarms-list.tsx';
import { useAlarmList } from './use-alarm-list.ts';

export function LiveAlarms() {
  const list = useAlarmList();
  return (
    <>
      <div className="flex justify-end px-2 py-0.5">
        <PauseButton pause={list.pause} what="alarms" />
      </div>
      <AlarmsList list={list} />
    </>
  );
}
