// Full-width words for what makes the screen untrue: no server, no engine, another build, not reconciled.
'use client';
import { AccountButton } from '#components/account/account-button.tsx';
import { useBuildMismatch, useDeskStatus, useLinkHealth } from '#components/live/desk-status.ts';
import { useLink } from '#components/live/use-live.ts';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';

interface Notice {
  readonly tone: 'critical' | 'warning';
  readonly title: string;
  readonly text: string;
  /** What a person may take over from the venue; nothing to press while empty. */
  readonly account?: readonly string[];
}

/** Without a gateway no button reaches anything. */
const KILL_BY_HAND = 'To stop trading now, run “npx voltage kill” on the machine.';
/** The gateway asks the watchdog when the engine does not answer; whether the line still holds, nobody knows. */
const KILL_IS_SENT =
  'KILL is still sent, past an engine that does not answer. To be sure: “npx voltage kill” on the machine.';
const KILL_BY_WATCHDOG =
  'KILL still works: the watchdog cancels at the exchange. So does “npx voltage kill” on the machine.';

function useNotice(): Notice | null {
  const health = useLinkHealth();
  const { detail } = useLink();
  const mismatch = useBuildMismatch();
  const status = useDeskStatus();
  if (health === 'down')
    return {
      tone: 'critical',
      title: 'Disconnected',
      text: `Everything below is old. ${detail}. ${KILL_BY_HAND}`,
    };
  if (health === 'engine-down')
    return {
      tone: 'critical',
      title: 'The engine is not running',
      text: `The gateway lost the engine: everything below is old. ${KILL_BY_WATCHDOG}`,
    };
  if (health === 'silent')
    return {
      tone: 'critical',
      title: 'No data',
      text: `The line is open but nothing arrives: everything below is old. ${KILL_IS_SENT}`,
    };
  if (mismatch !== null)
    return { tone: 'warning', title: 'Read-only', text: `${mismatch} Kill still works.` };
  if (health === 'up' && status !== null && !status.reconciled)
    return {
      tone: 'warning',
      title: 'Not reconciled',
      text: `Nothing can be armed until books and venue agree. ${status.drift[0] ?? ''}`,
      account: [...status.externals, ...status.drift],
    };
  const [external] = status?.externals ?? [];
  if (health === 'up' && status !== null && external !== undefined)
    return {
      tone: 'warning',
      title: 'Account with a past',
      text: `Not traded here: ${status.externals.join(', ')}. Acknowledge before arming.`,
      account: status.externals,
    };
  return null;
}

const LOOK = {
  critical: 'bg-severity-critical-ground text-on-strong',
  warning: 'bg-surface text-severity-warning shadow-[inset_0_0_0_1px] shadow-severity-warning',
} as const;

export function LinkBanner() {
  const notice = useNotice();
  if (notice === null) return null;
  return (
    <div
      role={notice.tone === 'critical' ? 'alert' : 'status'}
      data-testid="link-banner"
      {...BY_KEYBOARD}
      className={`overflow-y-auto px-3 text-2xs [align-content:safe_center] ${LOOK[notice.tone]}`}
    >
      <strong className="mr-3 text-sm leading-[14px]">{notice.title}</strong>
      <span>{notice.text}</span>
      {notice.account !== undefined && notice.account.length > 0 && (
        <AccountButton lines={notice.account} />
      )}
    </div>
  );
}
