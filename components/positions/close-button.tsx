// Closing one position, or all, in two presses on one spot: the first asks, the second sends; leaving it takes the question back.
'use client';
import { useState } from 'react';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';
import { marketTicker } from '#lib/domain/ids.ts';

export interface CloseButtonProps {
  /** Null closes every position. */
  readonly ticker: string | null;
}

export function CloseButton({ ticker }: CloseButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const command = useCommand();
  const readOnly = useReadOnly();
  const refusal = refusalOf(command.outcome);
  const word = ticker === null ? 'Close all' : 'Close';

  function press() {
    if (!isAsking) {
      setAsking(true);
      return;
    }
    setAsking(false);
    command.send({
      body:
        ticker === null
          ? { kind: 'close-all' }
          : { kind: 'close-position', ticker: marketTicker(ticker) },
    });
  }

  return (
    <>
      <Button
        intent={isAsking ? 'stop' : 'neutral'}
        className="h-4.5 w-16 px-1 text-2xs"
        data-testid={ticker === null ? 'positions-close-all' : 'position-close'}
        disabled={readOnly !== null}
        isPending={command.isPending}
        title={readOnly ?? refusal ?? 'Sell the position at the market (two presses)'}
        onClick={press}
        onBlur={() => setAsking(false)}
        onPointerLeave={() => setAsking(false)}
      >
        {isAsking ? 'Really?' : refusal === null ? word : 'Refused'}
      </Button>
      {refusal !== null && (
        <span role="alert" className="sr-only">
          {refusal}
        </span>
      )}
    </>
  );
}
