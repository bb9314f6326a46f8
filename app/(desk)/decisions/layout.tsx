// The frame of the pages on decisions: mode, account and the kill switch stay in sight, the rest is theirs.
import type { ReactNode } from 'react';
import { DecisionFrame } from '#components/desk/decision-frame.tsx';

export const dynamic = 'force-dynamic';

interface DecisionsLayoutProps {
  readonly children: ReactNode;
}

export default function DecisionsLayout({ children }: DecisionsLayoutProps) {
  return <DecisionFrame>{children}</DecisionFrame>;
}
