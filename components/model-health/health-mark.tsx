// How many monitors warn, beside the tab's name: room for two digits, empty when none does.
'use client';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { troubleCount } from './health-view.ts';

const TROUBLE: LiveView<'signalHealth', number> = {
  topic: 'signalHealth',
  select: (table) => troubleCount(Object.values(table?.rows ?? {})),
  equal: Object.is,
};

export function HealthMark() {
  const count = useLiveView(TROUBLE);
  return (
    <strong className="num inline-block min-w-[2ch] text-left text-severity-warning">
      {count > 0 ? count : ''}
    </strong>
  );
}
