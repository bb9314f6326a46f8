// Stored decisions: /decisions, or of one market: /decisions?ticker=…
import { DecisionList } from '#components/explanation/decision-list.tsx';

export const dynamic = 'force-dynamic';

export default function DecisionsPage() {
  return <DecisionList />;
}
