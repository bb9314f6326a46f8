// A small label over a value: the unit of every strip and summary.
import type { ReactNode } from 'react';

export interface StatProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly title?: string;
}

export function Stat({ label, children, className = '', title }: StatProps) {
  return (
    <div className={`flex min-w-0 flex-col ${className}`} title={title}>
      <span className="label">{label}</span>
      <span className="num text-sm">{children}</span>
    </div>
  );
}
