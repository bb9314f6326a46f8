// The desk: every panel in its place. In: nothing. Out: strips, banners, grid, and the thumb bar of small screens.
'use client';
import { ApprovalsPanel } from '#components/approvals/approvals-panel.tsx';
import { ContractPanel } from '#components/contract/contract-panel.tsx';
import { CurvePanel } from '#components/curve/curve-panel.tsx';
import { WhyPanel } from '#components/decision/why-panel.tsx';
import { MarketViews } from '#components/explanation/market-views.tsx';
import { FeedStrip } from '#components/feeds/feed-strip.tsx';
import { KillSwitch } from '#components/kill/kill-switch.tsx';
import { LadderPanel } from '#components/ladder/ladder-panel.tsx';
import { LastMarket } from '#components/last-market/last-market.tsx';
import { LiveProvider } from '#components/live/live-provider.tsx';
import { SelectedMarketProvider } from '#components/live/selected-market.tsx';
import { ConnectionMark } from '#components/mode/connection-mark.tsx';
import { ModeStrip } from '#components/mode/mode-strip.tsx';
import { HealthMark } from '#components/model-health/health-mark.tsx';
import { OrdersPanel } from '#components/orders/orders-panel.tsx';
import { PositionsPanel } from '#components/positions/positions-panel.tsx';
import { PriceChartPanel } from '#components/price-chart/price-chart-panel.tsx';
import { SignalPanel } from '#components/signal/signal-panel.tsx';
import { SpotDepthPanel } from '#components/spot-depth/spot-depth-panel.tsx';
import { TicketButton } from '#components/ticket/ticket-button.tsx';
import { Later } from '#components/ui/later.tsx';
import { MessagePage } from '#components/ui/message-page.tsx';
import { Announcer } from './announcer.tsx';
import { ColumnLines } from './column-lines.tsx';
import { DeskTools } from './desk-tools.tsx';
import { LogPanel } from './log-panel.tsx';
import { NoticeLine } from './notice-line.tsx';
import { PageFace } from './page-face.tsx';
import { PageNav } from './page-nav.tsx';
import { ThumbBar } from './thumb-bar.tsx';

/** What stands behind the tabs of the signal panel comes when the tab is opened. */
const loadDrivers = () => import('#components/explanation/market-drivers.tsx');
const loadForecast = () => import('#components/forecast/forecast-block.tsx');
const loadHealth = () => import('#components/model-health/health-list.tsx');

function Panels() {
  return (
    <main className="desk-grid">
      <div className="area-chart">
        <PriceChartPanel />
      </div>
      <div className="area-depth">
        <SpotDepthPanel />
      </div>
      <div className="area-book">
        <ContractPanel ticket={<TicketButton />} />
      </div>
      <div className="area-ladder">
        <LadderPanel curve={<CurvePanel />} />
      </div>
      <div className="area-approvals">
        <ApprovalsPanel />
      </div>
      <div className="area-signal">
        <SignalPanel
          views={<MarketViews />}
          drivers={<Later load={loadDrivers}>{({ MarketDrivers }) => <MarketDrivers />}</Later>}
          forecast={<Later load={loadForecast}>{({ ForecastBlock }) => <ForecastBlock />}</Later>}
          health={<Later load={loadHealth}>{({ HealthList }) => <HealthList />}</Later>}
          healthMark={<HealthMark />}
        />
      </div>
      <div className="area-why grid-rows-[minmax(0,1fr)_auto]">
        <WhyPanel />
        <LastMarket />
      </div>
      <div className="area-positions">
        <PositionsPanel />
      </div>
      <div className="area-orders">
        <OrdersPanel />
      </div>
      <div className="area-log">
        <LogPanel />
      </div>
      <ColumnLines />
    </main>
  );
}

export function Desk() {
  return (
    <LiveProvider fallback={<MessagePage title="Opening the desk" />}>
      <SelectedMarketProvider>
        <div className="desk">
          <ModeStrip tools={<DeskTools />} kill={<KillSwitch />} />
          <FeedStrip connection={<ConnectionMark />} />
          <div className="desk-notices">
            <NoticeLine />
            <PageNav isBare />
          </div>
          <Panels />
          <ThumbBar />
        </div>
        <PageFace />
        <Announcer />
      </SelectedMarketProvider>
    </LiveProvider>
  );
}
