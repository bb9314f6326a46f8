// One decision, explained: /decisions/d-…
import { DecisionPage } from '#components/explanation/decision-page.tsx';

export const dynamic = 'force-dynamic';

interface OneDecisionProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function OneDecision({ params }: OneDecisionProps) {
  const { id } = await params;
  return <DecisionPage id={id} />;
}
