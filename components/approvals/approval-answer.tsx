// Approve or veto with a reason. Veto comes first for the keyboard; approve unlocks a moment after the card appears.
'use client';
import { useEffect, useState } from 'react';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { useHotkey } from '#components/live/use-hotkey.ts';
import { Button } from '#components/ui/button.tsx';
import type { ApprovalId, Sha256 } from '#lib/domain/ids.ts';

export interface ApprovalAnswerProps {
  readonly id: ApprovalId;
  readonly version: number;
  readonly shownHash: Sha256;
  /** Its time is over: nothing can be answered. */
  readonly isOver: boolean;
  /** The gate would refuse it now: the button is there, and does not shine. */
  readonly isDoubtful: boolean;
  /** What Approve does, in the fewest words. */
  readonly trade: string;
}

/** A press meant for what stood here before must not approve a card that just arrived. */
const GUARD_MS = 1_500;

function useSettled(): boolean {
  const { flush } = useLiveHub();
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const id = setTimeout(() => flush.next(() => setSettled(true)), GUARD_MS);
    return () => clearTimeout(id);
  }, [flush]);
  return isSettled;
}

export function ApprovalAnswer(props: ApprovalAnswerProps) {
  const { id, version, shownHash, isOver, isDoubtful, trade } = props;
  const [reason, setReason] = useState('');
  const isSettled = useSettled();
  const readOnly = useReadOnly();
  const isKilled = useDeskStatus()?.trading === 'killed';
  const veto = useCommand();
  const approve = useCommand();
  const blocked = readOnly ?? (isKilled ? 'Trading is killed: nothing can be approved.' : null);
  const isBusy = veto.isPending || approve.isPending;
  const refusal = refusalOf(approve.outcome) ?? refusalOf(veto.outcome);
  const mayVeto = readOnly === null && !isBusy;
  const mayApprove = mayVeto && !isKilled && !isOver && isSettled;
  const sendVeto = () =>
    veto.send({
      body: {
        kind: 'veto',
        approvalId: id,
        version,
        reason: reason === '' ? 'vetoed at the console' : reason,
      },
    });
  const sendApprove = () =>
    approve.send({ body: { kind: 'approve', approvalId: id, version, shownHash } });
  useHotkey('veto', () => mayVeto && sendVeto());
  useHotkey('approve', () => mayApprove && sendApprove());
  return (
    <div>
      <div className="flex gap-1.5">
        <Button
          className="h-7 w-20"
          data-testid="approval-veto"
          disabled={!mayVeto}
          isPending={veto.isPending}
          onClick={sendVeto}
        >
          {veto.isPending ? 'Vetoing' : 'Veto'}
        </Button>
        <input
          type="text"
          aria-label="Reason for the veto"
          placeholder="Reason for a veto"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="h-7 min-w-0 flex-1 rounded-sm border border-line bg-sunken px-2 text-xs text-ink placeholder:text-ink-faint pointer-coarse:h-10"
        />
        <Button
          intent={isDoubtful ? 'neutral' : 'go'}
          className="num h-7 min-w-40"
          data-testid="approval-approve"
          disabled={!mayApprove}
          isPending={approve.isPending}
          onClick={sendApprove}
        >
          {approve.isPending ? 'Approving' : `Approve ${trade}`}
        </Button>
      </div>
      <p
        role={refusal === null ? undefined : 'alert'}
        title={refusal ?? blocked ?? undefined}
        className={`h-3.5 truncate text-2xs ${refusal === null ? 'text-ink-faint' : 'text-severity-critical'}`}
      >
        {refusal ?? blocked}
      </p>
    </div>
  );
}
