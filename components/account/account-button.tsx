// Takes the account as the venue tells it: what was not traded here is acknowledged and booked. In: what would be.
'use client';
import { useState } from 'react';
import { refusalOf, useCommand } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmButtons } from '#components/ui/confirm-buttons.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Refusal } from '#components/ui/refusal.tsx';

export interface AccountButtonProps {
  /** Positions and orders nobody acknowledged, and differences between books and venue. */
  readonly lines: readonly string[];
}

export function AccountButton({ lines }: AccountButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const accept = useCommand();
  const refusal = refusalOf(accept.outcome);
  return (
    <>
      <Button
        className="ml-3 h-6 shrink-0"
        data-testid="accept-account-open"
        onClick={() => setOpen(true)}
      >
        Review…
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={(open) => {
          if (!accept.isPending) setOpen(open);
        }}
        title="Take the account as it is"
        description="These were not traded here. They are booked as EXTERNAL at the exchange's figures, count towards every limit, and stay in the audit with your name. No order is sent."
      >
        <ul className="mb-4 max-h-60 list-disc overflow-y-auto pl-5 text-sm">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Refusal text={refusal} />
        <ConfirmButtons
          type="button"
          intent="neutral"
          isPending={accept.isPending}
          onCancel={() => setOpen(false)}
          data-testid="accept-account"
          onClick={() =>
            accept.send({ body: { kind: 'accept-account' } }, (outcome) => {
              if (refusalOf(outcome) === null) setOpen(false);
            })
          }
        >
          Acknowledge
        </ConfirmButtons>
      </ConfirmDialog>
    </>
  );
}
