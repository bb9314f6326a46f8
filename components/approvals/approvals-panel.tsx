// Offers that wait for the operator. In: the approvals topic. Out: one card each; silence is a veto, and says so.
'use client';
import { useEffect, useState } from 'react';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { useTopic } from '#components/live/use-topic.ts';
import { LOADING, Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { ApprovalCard } from './approval-card.tsx';
import { shownApprovals } from './approval-view.ts';

/** The engine's time, renewed once a second: enough to let answered cards go. */
function useSlowNow(): number | null {
  const hub = useLiveHub();
  const [nowMs, setNowMs] = useState<number | null>(() => hub.nowMs());
  useEffect(() => {
    const id = setInterval(() => setNowMs(hub.nowMs()), 1_000);
    return () => clearInterval(id);
  }, [hub]);
  return nowMs;
}

function stateOf(isLoading: boolean, count: number): PanelState {
  if (isLoading) return LOADING;
  return count === 0
    ? { kind: 'empty', text: 'No offer waits. The gate sends unflagged entries by itself.' }
    : READY;
}

export function ApprovalsPanel() {
  const topic = useTopic('approvals');
  const nowMs = useSlowNow();
  const shown = topic.kind === 'ready' ? shownApprovals(topic.rows, nowMs) : [];
  const waiting = shown.filter((row) => row.state === 'pending').length;
  return (
    <Panel
      id="approvals"
      title="Approvals"
      aside={
        <span className={waiting > 0 ? 'font-semibold text-severity-warning' : 'text-ink-faint'}>
          {waiting} waiting
        </span>
      }
      state={stateOf(topic.kind === 'loading', shown.length)}
    >
      <ul>
        {shown.map((row) => (
          <li key={row.id} className="border-b border-line">
            <ApprovalCard row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
