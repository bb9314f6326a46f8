// The engine's state for a monitoring system. In: the gateway's last tables and now. Out: text in Prometheus' exposition format.
import { Counter, Gauge, Registry } from 'prom-client';
import { freshnessOf } from '#lib/domain/freshness.ts';
import { TRADING_STATES } from '#lib/domain/kill.ts';
import { money, moneyToWire } from '#lib/domain/money.ts';
import { ORDER_STATES } from '#lib/domain/order.ts';
import type { TopicTable } from '#lib/wire/envelope.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';
import type { TopicName, TopicRows } from '#lib/wire/topics.ts';
import type { EngineLink } from '../engine-link.ts';

/** One value with its labels; a value that is not known makes no sample: absent is not zero. */
interface Sample {
  readonly value: number | null | undefined;
  readonly labels?: Readonly<Record<string, string>>;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly kind: 'gauge' | 'counter';
  readonly samples: readonly Sample[];
}

type Known = Sample & { readonly value: number };

function isKnown(sample: Sample): sample is Known {
  return typeof sample.value === 'number' && Number.isFinite(sample.value);
}

/** Adds what is known of a metric; one of which nothing is known is not named at all. */
function register(registry: Registry, { name, help, kind, samples }: Metric): void {
  const known = samples.filter(isKnown);
  if (known.length === 0) return;
  const labelNames = Object.keys(known[0]?.labels ?? {});
  const options = { name: `voltage_${name}`, help, labelNames, registers: [registry] };
  if (kind === 'counter') {
    const counter = new Counter(options);
    for (const { value, labels = {} } of known) counter.inc(labels, value);
    return;
  }
  const gauge = new Gauge(options);
  for (const { value, labels = {} } of known) gauge.set(labels, value);
}

function gauge(name: string, help: string, ...samples: readonly Sample[]): Metric {
  return { name, help, kind: 'gauge', samples };
}

function counter(name: string, help: string, ...samples: readonly Sample[]): Metric {
  return { name, help, kind: 'counter', samples };
}

const flag = (is: boolean): number => (is ? 1 : 0);

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function dollars(micro: number | null): number | null {
  return micro === null ? null : Number(moneyToWire(money(micro)));
}

function statusMetrics(status: StatusRow): Metric[] {
  return [
    gauge('info', 'Mode and build of the engine.', {
      value: 1,
      labels: { mode: status.mode, build: status.build },
    }),
    gauge(
      'trading_state',
      'The state of trading permission is 1, the others 0.',
      ...TRADING_STATES.map((state) => ({
        value: flag(status.trading === state),
        labels: { state },
      })),
    ),
    gauge('kill_latched', '1 while the kill is latched.', { value: flag(status.kill !== null) }),
    gauge('reconciled', '1 while books and venue agree.', { value: flag(status.reconciled) }),
    gauge('equity_dollars', 'Cash and open positions.', { value: dollars(status.equityMicro) }),
    gauge('cash_dollars', 'Cash at the venue.', { value: dollars(status.cashMicro) }),
    gauge('day_pnl_dollars', 'Result of the UTC day after fees.', {
      value: dollars(status.dayPnlMicro),
    }),
    gauge('open_risk_dollars', 'What all can lose together at the worst outcome.', {
      value: dollars(status.openRiskMicro),
    }),
    gauge('loop_delay_seconds', 'Delay of the engine’s event loop.', {
      value: seconds(status.loopDelayMs),
    }),
    gauge('queue_events', 'Events waiting for the engine.', { value: status.queueLength }),
    gauge('clock_offset_seconds', 'Our clock against the venue’s.', {
      value: seconds(status.clockOffsetMs),
    }),
    counter('decisions_total', 'Decisions since the engine started.', {
      value: status.decisionCount,
    }),
  ];
}

type Rows = { readonly [Name in TopicName]?: Readonly<Record<string, TopicRows[Name]>> };

function feedMetrics(feeds: NonNullable<Rows['feeds']>, nowMs: number): Metric[] {
  const rows = Object.values(feeds).map((row) => ({ ...row, labels: { feed: row.key } }));
  return [
    gauge(
      'feed_live',
      '1 while the feed is live.',
      ...rows.map(({ state, labels }) => ({ value: flag(state === 'live'), labels })),
    ),
    gauge(
      'feed_age_seconds',
      'Since the feed was last heard.',
      ...rows.map(({ lastAt, labels }) => ({
        value: lastAt === null ? null : seconds(Math.max(0, nowMs - lastAt)),
        labels,
      })),
    ),
    counter(
      'feed_messages_total',
      'Messages since the engine started.',
      ...rows.map(({ messages, labels }) => ({ value: messages, labels })),
    ),
    counter(
      'feed_faults_total',
      'Faults since the engine started.',
      ...rows.map(({ faults, labels }) => ({ value: faults, labels })),
    ),
  ];
}

function machineMetrics({ machine }: Rows): Metric[] {
  const row = machine?.['engine'];
  if (row === undefined) return [];
  return [
    gauge('disk_free_bytes', 'Free on the disk of the home.', { value: row.freeDiskBytes }),
    gauge('engine_resident_bytes', 'Memory of the engine.', { value: row.rssBytes }),
    gauge('store_healthy', '1 while the database answers.', { value: flag(row.storeHealthy) }),
    gauge('watchdog_alive', '1 while the watchdog answers.', { value: flag(row.watchdogAlive) }),
  ];
}

function tradeMetrics({ orders, approvals, positions, risk }: Rows): Metric[] {
  const listed = Object.values(orders ?? {});
  const isHeld = (state: string) => state !== 'closed' && state !== 'settled';
  return [
    gauge(
      'orders',
      'Orders the desk lists, by state; unknown ones are in doubt.',
      ...(orders === undefined ? [] : ORDER_STATES).map((state) => ({
        value: listed.filter((order) => order.state === state).length,
        labels: { state },
      })),
    ),
    gauge('approvals_waiting', 'Offers that wait for the operator.', {
      value:
        approvals && Object.values(approvals).filter(({ state }) => state === 'pending').length,
    }),
    gauge('positions_open', 'Markets in which something is held.', {
      value: positions && Object.values(positions).filter(({ state }) => isHeld(state)).length,
    }),
    gauge(
      'limit_used_ratio',
      'Use of a limit: 1 is full.',
      ...Object.values(risk ?? {}).map(({ id, used, limit }) => ({
        value: used === null || limit <= 0 ? null : used / limit,
        labels: { limit: id },
      })),
    ),
  ];
}

const QUANTILES = [
  ['0.5', 'p50Ms'],
  ['0.95', 'p95Ms'],
  ['0.99', 'p99Ms'],
] as const;

function countMetrics({ alarms, checks, latency }: Rows): Metric[] {
  const stages = Object.entries(latency ?? {});
  const severities = alarms === undefined ? [] : (['info', 'warning', 'critical'] as const);
  return [
    gauge(
      'alarms',
      'Alarms of this session that the desk lists.',
      ...severities.map((severity) => ({
        value: Object.values(alarms ?? {}).filter((row) => row.severity === severity).length,
        labels: { severity },
      })),
    ),
    counter(
      'check_fired_total',
      'How often a check of the gate did not pass.',
      ...Object.values(checks ?? {}).map(({ id, fired }) => ({
        value: fired,
        labels: { check: id },
      })),
    ),
    gauge(
      'stage_seconds',
      'Quantiles of a stage’s duration since the engine started.',
      ...stages.flatMap(([stage, row]) =>
        QUANTILES.map(([quantile, key]) => ({
          value: seconds(row[key]),
          labels: { stage, quantile },
        })),
      ),
    ),
  ];
}

/** What the engine said last; empty when that is older than its budget, since an old number must not look like one of now. */
function metricsOfEngine(
  tables: ReadonlyMap<TopicName, TopicTable>,
  nowMs: number,
): readonly Metric[] {
  const status = tables.get('status');
  if (status === undefined || freshnessOf('engine', nowMs - status.at) !== 'fresh') return [];
  const rows: Rows = Object.fromEntries([...tables].map(([topic, table]) => [topic, table.rows]));
  const row = rows.status?.['engine'];
  return [
    ...(row === undefined ? [] : statusMetrics(row)),
    ...(rows.feeds === undefined ? [] : feedMetrics(rows.feeds, nowMs)),
    ...machineMetrics(rows),
    ...tradeMetrics(rows),
    ...countMetrics(rows),
  ];
}

const MEASURED = [
  ...(['status', 'feeds', 'machine', 'orders', 'approvals', 'positions'] as const),
  ...(['risk', 'alarms', 'checks', 'latency'] as const),
] satisfies readonly TopicName[];

/** Everything as text. `nowMs` is Unix ms of the clock the engine stamps with. */
export function metricsText(
  engine: Pick<EngineLink, 'snapshots' | 'connectedSince'>,
  nowMs: number,
): Promise<string> {
  const registry = new Registry();
  const isUp = engine.connectedSince() !== null;
  register(
    registry,
    gauge('engine_connected', '1 while the console hears the engine.', { value: flag(isUp) }),
  );
  const tables = new Map(engine.snapshots(MEASURED).map((table) => [table.topic, table]));
  if (isUp) for (const metric of metricsOfEngine(tables, nowMs)) register(registry, metric);
  return registry.metrics();
}
