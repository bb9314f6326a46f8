// Positions & P&L: /pnl, of a span: /pnl?span=7d, broken down: /pnl?by=hour.
import { PnlPage } from '#components/pnl/pnl-page.tsx';
import { PositionsPanel } from '#components/positions/positions-panel.tsx';

export const dynamic = 'force-dynamic';

export default function PnlRoute() {
  return <PnlPage positions={<PositionsPanel />} />;
}
