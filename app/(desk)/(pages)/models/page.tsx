// Models: /models, one open: /models?model=gbdt-15m, scores of a span: /models?span=7d.
import { HealthList } from '#components/model-health/health-list.tsx';
import { ModelsPage } from '#components/models/models-page.tsx';

export const dynamic = 'force-dynamic';

export default function ModelsRoute() {
  return <ModelsPage monitors={<HealthList />} />;
}
