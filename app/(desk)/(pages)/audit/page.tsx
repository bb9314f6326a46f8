// The audit: /audit, or of one name or action: /audit?by=…&action=…
import { AuditPage } from '#components/audit/audit-page.tsx';

export const dynamic = 'force-dynamic';

export default function AuditRoute() {
  return <AuditPage />;
}
