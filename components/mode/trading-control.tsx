// Trading permission: the engine's state with its reason, and the two buttons that change it. Never optimistic.
'use client';
import { useState } from 'react';
import { askingRule, shortAskingRule } from '#components/live/asking-rule.ts';
import { useDeskStatus, useLinkHealth } from '#components/live/desk-status.ts';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { useLimits } from '#components/live/use-limits.ts';
import { Button } from '#components/ui/button.tsx';
import type { TradingState } from '#lib/domain/kill.ts';
import { ArmDialog } from './arm-dialog.tsx';

const LOOK: Readonly<Record<TradingState, string>> = {
  disarmed: 'text-ink-soft',
  armed: 'text-severity-warning',
  paused: 'text-ink',
  reducing: 'text-severity-warning',
  killed: 'text-severity-critical',
};

const MEANING: Readonly<Record<TradingState, string>> = {
  disarmed: 'no entries until armed',
  armed: 'entries allowed',
  paused: 'no new entries; exits go on',
  reducing: 'no entry rests or leaves; exits go on',
  killed: 'latched stop',
};

const MAY_ARM: ReadonlySet<TradingState | null> = new Set(['disarmed', 'paused', 'reducing']);

export function TradingControl() {
  const status = useDeskStatus();
  const readOnly = useReadOnly();
  const limits = useLimits();
  const arm = useCommand();
  const pause = useCommand();
  const [isAsking, setAsking] = useState(false);
  const trading = status?.trading ?? null;
  const isClean = status?.reconciled === true && status.externals.length === 0;
  const mayArm = isClean && MAY_ARM.has(trading);
  const refusal = refusalOf(arm.outcome) ?? refusalOf(pause.outcome);
  const isKnown = useLinkHealth() === 'up';
  const meaning = trading === 'armed' ? shortAskingRule(limits) : trading && MEANING[trading];
  const reason = refusal ?? status?.tradingReason ?? meaning ?? '';
  const note = isKnown ? reason : 'last known state';
  const rule = askingRule(limits, 'arming');
  const isToldWhole = isKnown && refusal === null && trading === 'armed';

  function pressArm() {
    if (status?.mode === 'live') setAsking(true);
    else arm.send({ body: { kind: 'arm' } });
  }

  return (
    <div className="flex min-w-0 items-center gap-2">
      <div className="flex min-w-0 flex-col max-md:w-24 md:w-56">
        <span
          data-testid="trading-state"
          data-state={trading ?? 'unknown'}
          className={`text-sm font-semibold ${trading === null || !isKnown ? 'text-ink-faint' : LOOK[trading]}`}
        >
          {trading === null ? 'Unknown' : trading[0]?.toUpperCase() + trading.slice(1)}
        </span>
        <span
          className={`truncate text-2xs ${refusal === null ? 'text-ink-faint' : 'text-severity-critical'}`}
          title={isToldWhole ? rule.replace('After this, ', 'While armed, ') : note}
          role={refusal === null ? undefined : 'alert'}
        >
          {note}
        </span>
      </div>
      <Button
        intent="neutral"
        className="w-[64px]"
        data-testid="arm-button"
        disabled={readOnly !== null || !mayArm}
        isPending={arm.isPending}
        title={readOnly ?? (isClean ? rule : 'not reconciled or acknowledged yet')}
        onClick={pressArm}
      >
        {arm.isPending ? 'Arming' : 'Arm'}
      </Button>
      <Button
        intent="neutral"
        className="w-[64px]"
        data-testid="pause-button"
        disabled={readOnly !== null || (trading !== 'armed' && !arm.isPending)}
        isPending={pause.isPending}
        title={readOnly ?? 'no new entries; exits go on'}
        onClick={() => pause.send({ body: { kind: 'pause', reason: 'paused at the console' } })}
      >
        {pause.isPending ? 'Pausing' : 'Pause'}
      </Button>
      <ArmDialog
        isOpen={isAsking}
        isPending={arm.isPending}
        rule={rule}
        onClose={() => setAsking(false)}
        onArm={(password) => arm.send({ body: { kind: 'arm' }, password }, () => setAsking(false))}
      />
    </div>
  );
}
