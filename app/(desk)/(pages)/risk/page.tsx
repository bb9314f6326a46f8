// How close each limit is, the calendar, the kill levels and the census of the gate: /risk
import { RiskPage } from '#components/risk/risk-page.tsx';

export const dynamic = 'force-dynamic';

export default function Risk() {
  return <RiskPage />;
}
