// Closing a position in two presses on one spot: the first asks, the second sends; leaving it takes the question back.
'use client';
import { useState } from 'react';
import { refusalOf, useCommand, useReadOnly } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';
import { marketTicker } from '#lib/domain/ids.ts';

export interface CloseButtonProps {
  readonly ticker: string;
}

export function CloseButton({ ticker }: CloseButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const command = useCommand();
  const readOnly = useReadOnly();
  const refusal = refusalOf(command.outcome);

  function press() {
    if (!isAsking) {
      setAsking(true);
      return;
    }
    setAsking(false);
    command.send({ body: { kind: 'close-position', ticker: marketTicker(ticker) } });
  }

  return (
    <>
      <Button
        intent={isAsking ? 'stop' : 'neutral'}
        className="h-4.5 w-16 px-1 text-2xs"
        data-testid="position-close"
        disabled={readOnly !== null}
        isPending={command.isPending}
        title={readOnly ?? refusal ?? 'Sell the position at the market (two presses)'}
        onClick={press}
        onBlur={() => setAsking(false)}
        onPointerLeave={() => setAsking(false)}
      >
        {isAsking ? 'Really?' : refusal === null ? 'Close' : 'Refused'}
      </Button>
      {refusal !== null && (
        <span role="alert" className="sr-only">
          {refusal}
        </span>
      )}
    </>
  );
}
