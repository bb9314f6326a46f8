// Why the answer was no, read out at once. In: the words, or null for no refusal. Out: a line, or nothing.
export interface RefusalProps {
  readonly text: string | null;
  /** Where it stands: above the buttons it speaks of, or below a single one. */
  readonly place?: 'above' | 'below';
  readonly 'data-testid'?: string;
}

export function Refusal({ text, place = 'above', ...rest }: RefusalProps) {
  if (text === null) return null;
  const margin = place === 'above' ? 'mb-3' : 'mt-3';
  return (
    <p role="alert" className={`${margin} text-sm text-severity-critical`} {...rest}>
      {text}
    </p>
  );
}
