// A list of named facts, one a line. In: names and values. Out: a description list; long hashes wrap, nothing is cut.
import type { ReactNode } from 'react';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

export interface FactsProps {
  readonly facts: readonly Fact[];
}

export function Facts({ facts }: FactsProps) {
  return (
    <dl className="grid grid-cols-[9rem_minmax(0,1fr)] gap-x-3 gap-y-1 p-2 text-xs">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="num break-all whitespace-normal text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
