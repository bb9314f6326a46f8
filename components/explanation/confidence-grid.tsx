// The confidence and the parts it is the product of: each a labelled bar with its number. In: parts 0…1. Out: a small grid.
import type { ReactNode } from 'react';
import { Meter } from '#components/ui/meter.tsx';
import type { ConfidencePart } from '#lib/domain/explanation.ts';
import { MISSING } from '#lib/format/digits.ts';

export interface ConfidenceGridProps {
  /** Null without a fair value. */
  readonly confidence: number | null;
  readonly parts: readonly ConfidencePart[];
  /** What stands to the left of the confidence, on the same line. */
  readonly children?: ReactNode;
}

/** Room for six parts in every state: a part that comes or goes moves nothing below. */
export function ConfidenceGrid({ confidence, parts, children }: ConfidenceGridProps) {
  return (
    <div
      data-testid="confidence"
      data-value={confidence}
      className="grid min-h-[54px] auto-rows-[18px] grid-cols-3 gap-x-1.5"
    >
      <div className="col-span-2 min-w-0">{children}</div>
      {confidence === null ? (
        <p className="label">Confidence {MISSING}</p>
      ) : (
        <Meter label="Confidence =" ratio={confidence} text={confidence.toFixed(2)} isWhole />
      )}
      {parts.map(({ label, value }) => (
        <Meter key={label} label={label} ratio={value} text={value.toFixed(2)} />
      ))}
    </div>
  );
}
