// The world onto the topics: hot tables ten times a second, money tables as they change. In: world. Out: topic tables.
import type { Refusal } from '#lib/domain/forecast.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { LimitsSource, WriteUse } from '#lib/domain/limit-use.ts';
import { mayStillFill } from '#lib/domain/order.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import type { LatencyRow, MachineRow } from '#lib/wire/health-rows.ts';
import type { ChartRow } from '#lib/wire/market-rows.ts';
import type { ModelInputRow, ModelRow } from '#lib/wire/models-topics.ts';
import { fillRow, orderRow } from '#lib/wire/order-row.ts';
import type { AlarmRow, DrillRow, StatusRow } from '#lib/wire/status-rows.ts';
import { signalHealthRows } from '#server/core/3-models/health/signal-health-rows.ts';
import { SECONDS_PER_YEAR } from '#server/core/3-models/settlement-average.ts';
import { censusRows } from '#server/core/4-gate/census.ts';
import { positionToExposure } from '#server/core/6-ledger/position-to-exposure.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { moneyView } from '#server/core/journeys/money-view.ts';
import type { World } from '#server/core/world.ts';
import type { TopicTables } from '../topic-tables.ts';
import { blendRows } from './blend-rows.ts';
import { coneRows } from './cone-rows.ts';
import { approvalRow, decisionRow, positionRow } from './desk-rows.ts';
import { forecastRows } from './forecast-rows.ts';
import { healthTable } from './health-table.ts';
import { keptRows } from './kept-rows.ts';
import { createLastMarkets } from './last-markets.ts';
import { bookRow, feedRows, ladderRow, spotRow } from './market-rows.ts';
import { createOfferLook } from './offer-look.ts';
import { limitsRow, riskRows } from './risk-rows.ts';
import { createVolatilityHistory } from './volatility-history.ts';

/** Seconds of chart kept for a browser that opens now. */
const CHART_SECONDS = 1_800;
/** The volatility named in the strip is that of the next quarter hour. */
const HEADLINE_SECONDS = 900;
/** Beside all that are alive. */
const RECENT_ORDERS = 60;
const RECENT_FILLS = 100;
const RECENT_APPROVALS = 30;
const ALARMS_KEPT = 100;

/** Figures the engine itself knows and the world does not. */
export interface EngineFacts {
  readonly build: string;
  readonly startedAt: number;
  readonly eventSeq: number;
  readonly loopDelayMs: number;
  readonly queueLength: number;
  readonly replaySpeed: number | null;
  readonly drills?: readonly DrillRow[];
  /** By stage; asked once a second. Absent where nothing is measured. */
  readonly latency?: () => Readonly<Record<string, LatencyRow>>;
  /** Null before the first sample; absent where no machine is watched. */
  readonly machine?: () => MachineRow | null;
  /** Models that were found and are never asked: refused at load, or left out beside another. */
  readonly modelsLeftOut: readonly Refusal[];
  /** Absent where nobody has said. */
  readonly limitsSource?: LimitsSource;
  /** Absent where nothing is sent. */
  readonly writeUse?: WriteUse | null;
  /** What was found at the start, and what each model was shown; the same object until it changed. */
  readonly models?: {
    readonly found: Readonly<Record<string, ModelRow>>;
    readonly inputs: Readonly<Record<string, ModelInputRow>>;
  };
}

export interface WorldPublisher {
  /** Writes every topic; `event` is the newest event, so that money figures are computed once. */
  publish(world: World, event: CoreEvent, facts: EngineFacts): void;
  alarm(row: AlarmRow): void;
}

/** The open risk had no order anything left to fill: by the rule of the limits, in the series we trade. */
function positionRisk(world: World): number {
  const positions = [...world.ledger.positions.values()].filter(
    ({ ticker, contracts }) => contracts !== 0 && seriesOf(ticker) !== null,
  );
  return positionToExposure({ positions, orders: [], eventOf: () => null }).total;
}

function statusRow(world: World, event: CoreEvent, facts: EngineFacts): StatusRow {
  const { forecast, control } = world;
  const opened = world.ledger.booked.size > 0;
  const money = moneyView(world, event);
  const { latch } = control;
  return {
    mode: world.options.mode,
    trading: control.state,
    tradingReason: control.reason,
    kill: latch === null ? null : { ...latch, steps: latch.steps },
    drills: facts.drills ?? [],
    build: facts.build,
    engineStartedAt: facts.startedAt,
    eventSeq: facts.eventSeq,
    loopDelayMs: facts.loopDelayMs,
    queueLength: facts.queueLength,
    clockOffsetMs: world.market.clockOffsetMs.kalshi,
    cashMicro: opened ? money.valuation.cash : null,
    equityMicro: opened ? money.valuation.equity : null,
    // Unknown while any open position has no mark: the limit reads the floor, a person must not.
    dayPnlMicro: opened && money.valuation.equity !== null ? money.valuation.dayPnl : null,
    openRiskMicro: opened ? money.exposure.total : null,
    positionRiskMicro: opened ? positionRisk(world) : null,
    forecastVolAnnual:
      forecast === null
        ? null
        : Math.sqrt(forecastOver(forecast, HEADLINE_SECONDS).variancePerSecond * SECONDS_PER_YEAR),
    forecastModel: forecast?.modelId ?? null,
    forecastFallback: forecast === null ? world.forecastReason : forecast.fallback,
    forecastAt: forecast?.at ?? null,
    forecastRefused: [...facts.modelsLeftOut, ...(forecast?.refused ?? [])],
    decisionCount: world.chain.count,
    decisionHash: world.chain.hash,
    limitsVersion: world.limits.version,
    reconciled: world.reconciled.clean,
    drift: world.reconciled.drift,
    externals: world.externals,
    replaySpeed: facts.replaySpeed,
  };
}

/** A publisher over the given tables. */
export function createWorldPublisher(tables: TopicTables): WorldPublisher {
  const chart = new Map<string, ChartRow>();
  const volatility = createVolatilityHistory();
  const lastMarkets = createLastMarkets();
  const alarms = new Map<string, AlarmRow>();
  let lastSecond = 0;
  let lastIncidents = -1;
  const lookAt = createOfferLook();
  let lastInputs: NonNullable<EngineFacts['models']>['inputs'] | null = null;
  let lastFound: NonNullable<EngineFacts['models']>['found'] | null = null;

  const addChartPoint = (world: World, second: number, at: WallMs): void => {
    const { midUsd, indexUsd } = spotRow(world);
    if (midUsd === null && indexUsd === null) return;
    chart.set(String(second), { midUsd, indexUsd });
    for (const key of chart.keys()) {
      if (Number(key) >= second - CHART_SECONDS) break;
      chart.delete(key);
    }
    tables.set('chart', Object.fromEntries(chart), at);
  };

  /** Long rows that change once a minute: not even compared until they did. */
  const publishModels = ({ models }: EngineFacts, at: WallMs): void => {
    if (models === undefined) return;
    if (models.found !== lastFound) tables.set('models', models.found, at);
    if (models.inputs !== lastInputs) tables.set('modelInputs', models.inputs, at);
    lastFound = models.found;
    lastInputs = models.inputs;
  };

  /** Compared only when one of them changed. */
  const publishIncidents = ({ incidents }: World, at: WallMs): void => {
    if (incidents.revision === lastIncidents) return;
    lastIncidents = incidents.revision;
    tables.set('incidents', Object.fromEntries(incidents.byId), at);
  };

  /** What changes slowly or costs more: once a second. */
  const publishSecond = (world: World, event: CoreEvent, facts: EngineFacts): void => {
    const source = facts.limitsSource ?? ({ kind: 'unknown' } as const);
    const { at } = event;
    const second = Math.floor(at / 1000);
    if (second === lastSecond) return;
    lastSecond = second;
    addChartPoint(world, second, at);
    tables.set('cone', coneRows(world), at);
    const volatilityRows = volatility.add(world, second);
    if (volatilityRows !== null) tables.set('volatility', volatilityRows, at);
    tables.set(
      'checks',
      Object.fromEntries(censusRows(world.census).map((row) => [row.id, row])),
      at,
    );
    tables.set('signalHealth', healthTable(signalHealthRows(world.signalHealth)), at);
    if (facts.latency !== undefined) tables.set('latency', facts.latency(), at);
    const machine = facts.machine?.() ?? null;
    if (machine !== null) tables.set('machine', { engine: machine }, at);
    tables.set('risk', riskRows(world, event, facts.writeUse ?? null), at);
    tables.set('limits', { engine: limitsRow(world, event, source) }, at);
    tables.set('blend', blendRows(world), at);
    tables.set('lastMarkets', lastMarkets.rows(world, at), at);
    publishModels(facts, at);
  };

  const publishMarkets = (world: World, at: WallMs): void => {
    tables.set('feeds', feedRows(world, at), at);
    tables.set('spot', { 'BTC/USD': spotRow(world) }, at);
    const entries = world.watched
      .map((ticker) => world.market.contracts.get(ticker))
      .filter((entry) => entry !== undefined);
    tables.set(
      'ladder',
      Object.fromEntries(
        entries.map((entry) => [entry.market.ticker, ladderRow(world, entry, at)]),
      ),
      at,
    );
    tables.set(
      'book',
      Object.fromEntries(entries.map((entry) => [entry.market.ticker, bookRow(entry)])),
      at,
    );
    tables.set('forecast', forecastRows(world.forecast), at);
    tables.set(
      'decisions',
      Object.fromEntries([...world.decisions].map(([ticker, held]) => [ticker, decisionRow(held)])),
      at,
    );
  };

  const publishDesk = (world: World, event: CoreEvent): void => {
    const { at } = event;
    const approvals = [...world.approvals.byId.values()];
    tables.set(
      'approvals',
      keptRows(
        approvals.map(
          (each) => [each.id, approvalRow(world, each, lookAt(world, event, each))] as const,
        ),
        RECENT_APPROVALS,
        (row) => row.state === 'pending',
      ),
      at,
    );
    const orders = [...world.orders.tracked.values()].map((each) => each.order);
    tables.set(
      'orders',
      keptRows(
        orders.map((each) => [each.request.clientOrderId, orderRow(each)] as const),
        RECENT_ORDERS,
        (row) => mayStillFill(row.state),
      ),
      at,
    );
    const fills = [...world.orders.fills].map(
      ([key, fill]) =>
        [key, fillRow(fill, world.orders.byVenueId.get(fill.venueOrderId) ?? null)] as const,
    );
    tables.set('fills', keptRows(fills, RECENT_FILLS), at);
    const positions = moneyView(world, event)
      .valuation.positions.map((each) => positionRow(world, each, at))
      .filter((row) => row !== null);
    tables.set('positions', Object.fromEntries(positions.map((row) => [row.ticker, row])), at);
  };

  return {
    publish(world, event, facts) {
      publishSecond(world, event, facts);
      publishMarkets(world, event.at);
      publishDesk(world, event);
      publishIncidents(world, event.at);
      tables.set('status', { engine: statusRow(world, event, facts) }, event.at);
    },
    alarm(row) {
      alarms.set(row.id, row);
      for (const key of alarms.keys()) {
        if (alarms.size <= ALARMS_KEPT) break;
        alarms.delete(key);
      }
      tables.set('alarms', Object.fromEntries(alarms), row.at);
    },
  };
}
