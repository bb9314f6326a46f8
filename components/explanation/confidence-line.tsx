// The confidence and the parts it is the product of: each a labelled bar with its number. In: parts 0…1. Out: one line.
import { Meter } from '#components/ui/meter.tsx';
import type { ConfidencePart } from '#lib/domain/explanation.ts';
import { MISSING } from '#lib/format/digits.ts';

export interface ConfidenceLineProps {
  /** Null without a fair value. */
  readonly confidence: number | null;
  readonly parts: readonly ConfidencePart[];
}

/** Of one height whatever is known. */
export function ConfidenceLine({ confidence, parts }: ConfidenceLineProps) {
  if (confidence === null)
    return <p className="h-[22px] text-2xs text-ink-faint">confidence {MISSING}</p>;
  return (
    <div
      data-testid="confidence"
      data-value={confidence}
      className="grid h-[22px] auto-cols-fr grid-flow-col gap-3"
    >
      <Meter label="Confidence =" ratio={confidence} text={confidence.toFixed(2)} isWhole />
      {parts.map(({ label, value }, index) => (
        <Meter
          key={label}
          label={index === 0 ? label : `× ${label}`}
          ratio={value}
          text={value.toFixed(2)}
        />
      ))}
    </div>
  );
}
