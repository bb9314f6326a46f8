// The list of topics and what a row of each is; the rows themselves are in files of their family beside this one.
import type { CheckCount } from '../domain/census.ts';
import type { LimitUse } from '../domain/limit-use.ts';
import type { SignalHealthRow } from '../domain/signal-health.ts';
import { CHART_TOPICS, type ChartTopicRows } from './chart-topics.ts';
import type { FeedRow, LatencyRow, MachineRow } from './health-rows.ts';
import { INCIDENT_TOPICS, type IncidentTopicRows } from './incidents-topic.ts';
import { LAST_MARKET_TOPICS, type LastMarketTopicRows } from './last-market.ts';
import type { LimitsRow } from './limits-row.ts';
import type { BookRow, ChartRow, LadderRow, SpotRow } from './market-rows.ts';
import { MODEL_TOPICS, type ModelTopicRows } from './models-topics.ts';
import type { DecisionRow, ForecastRow } from './signal-rows.ts';
import type { AlarmRow, StatusRow } from './status-rows.ts';
import type { ApprovalRow, FillRow, OrderRow, PositionRow } from './trade-rows.ts';

export interface TopicRows
  extends ModelTopicRows,
    IncidentTopicRows,
    ChartTopicRows,
    LastMarketTopicRows {
  readonly status: StatusRow;
  readonly feeds: FeedRow;
  readonly spot: SpotRow;
  readonly chart: ChartRow;
  readonly ladder: LadderRow;
  readonly book: BookRow;
  readonly decisions: DecisionRow;
  readonly forecast: ForecastRow;
  /** key = monitor + "|" + subject: what the drift monitors say. Empty while nothing watches. */
  readonly signalHealth: SignalHealthRow;
  readonly approvals: ApprovalRow;
  readonly orders: OrderRow;
  readonly fills: FillRow;
  readonly positions: PositionRow;
  readonly alarms: AlarmRow;
  /** key = check id: what it has done. */
  readonly checks: CheckCount;
  readonly latency: LatencyRow;
  readonly machine: MachineRow;
  /** key = name of the limit: how much of it is used, by the gate's own checks. */
  readonly risk: LimitUse;
  readonly limits: LimitsRow;
}

export type TopicName = keyof TopicRows;

export const TOPICS = [
  'status',
  'feeds',
  'spot',
  'chart',
  'ladder',
  'book',
  'decisions',
  'forecast',
  'signalHealth',
  'approvals',
  'orders',
  'fills',
  'positions',
  'alarms',
  'checks',
  'latency',
  'machine',
  'risk',
  'limits',
  ...MODEL_TOPICS,
  ...INCIDENT_TOPICS,
  ...CHART_TOPICS,
  ...LAST_MARKET_TOPICS,
] as const satisfies readonly TopicName[];
