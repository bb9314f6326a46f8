// How the engine is: /health
import { LiveAlarms } from '#components/alarms/live-alarms.tsx';
import { FeedsPanel } from '#components/feeds/feeds-panel.tsx';
import { HealthPage } from '#components/health/health-page.tsx';
import { IncidentsPanel } from '#components/incidents/incidents-panel.tsx';

export const dynamic = 'force-dynamic';

export default function HealthRoute() {
  return (
    <HealthPage feeds={<FeedsPanel />} incidents={<IncidentsPanel />} alarms={<LiveAlarms />} />
  );
}
