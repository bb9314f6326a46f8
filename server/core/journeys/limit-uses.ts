// How much of every limit is used, counted by the gate's own checks. In: world, event. Out: one use a limit.
import { count } from '#lib/domain/count.ts';
import type { LimitPart, LimitUse, UsedLimit } from '#lib/domain/limit-use.ts';
import type { Market } from '#lib/domain/market.ts';
import { NO_MONEY } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { Candidate, CheckResult } from '#lib/domain/verdict.ts';
import { pendingApprovals } from '../4-gate/approvals.ts';
import type { Check } from '../4-gate/check-result.ts';
import { approvalQueue } from '../4-gate/checks/approval-queue.ts';
import { clockSkew } from '../4-gate/checks/clock-skew.ts';
import { contractBurst } from '../4-gate/checks/contract-burst.ts';
import { contractRate } from '../4-gate/checks/contract-rate.ts';
import { dayLoss } from '../4-gate/checks/day-loss.ts';
import { dayLossGross } from '../4-gate/checks/day-loss-gross.ts';
import { drawdown } from '../4-gate/checks/drawdown.ts';
import { eventExposure } from '../4-gate/checks/event-exposure.ts';
import { lossStreak } from '../4-gate/checks/loss-streak.ts';
import { marketExposure } from '../4-gate/checks/market-exposure.ts';
import { orderBurst } from '../4-gate/checks/order-burst.ts';
import { orderRate } from '../4-gate/checks/order-rate.ts';
import { seriesExposure } from '../4-gate/checks/series-exposure.ts';
import { totalExposure } from '../4-gate/checks/total-exposure.ts';
import type { Exposures, GateInput } from '../4-gate/gate-input.ts';
import { worstInput } from '../4-gate/worst-input.ts';
import type { CoreEvent } from '../event.ts';
import type { MoneyView, World } from '../world.ts';
import { accountView } from './account-view.ts';
import { moneyView } from './money-view.ts';

/** A trade of nothing: judged with it, a check says what is used before any trade. */
const NOTHING: Candidate = {
  side: 'bid',
  price: price(5_000),
  count: count(0),
  style: 'take',
  rawEdge: 0,
  edge: 0,
  feePerContract: 0,
  fairProbability: probability(0.5),
  marketProbability: probability(0.5),
};

const NO_EXPOSURE: Exposures = {
  market: NO_MONEY,
  event: NO_MONEY,
  series: NO_MONEY,
  total: NO_MONEY,
};

/** Parts beyond these are the smallest ones. */
const PARTS_SHOWN = 12;

const NOT_READ = 'the account has not been read since the start';

interface Judged {
  readonly name: string;
  readonly result: CheckResult;
}

/** How the number a check compares becomes what is used of the limit. */
type Reading = (value: number) => number;

const asIs: Reading = (value) => value;
/** The check compares a result, the limit names a loss. */
const asLoss: Reading = (value) => Math.max(0, -value);
/** The check counts the order it judges, too. */
const withoutNext: Reading = (value) => value - 1;

/** Limits of the account as a whole: their checks look at no market. */
const OF_ACCOUNT: readonly (readonly [UsedLimit, Check, Reading])[] = [
  ['maxDayLoss', dayLoss, asLoss],
  ['maxDayLossGross', dayLossGross, asLoss],
  ['maxDrawdown', drawdown, asIs],
  ['maxLossStreak', lossStreak, asIs],
  ['maxOrdersPer15Seconds', orderBurst, withoutNext],
  ['maxOrdersPerMinute', orderRate, withoutNext],
  ['maxContractsPer15Seconds', contractBurst, asIs],
  ['maxContractsPerMinute', contractRate, asIs],
  ['maxPendingApprovals', approvalQueue, asIs],
  ['maxClockSkewMs', clockSkew, asIs],
];

/** What only a reading of the account can tell: what fills while nobody looks changes each of them. */
const NEEDS_ACCOUNT: ReadonlySet<UsedLimit> = new Set<UsedLimit>([
  'maxMarketExposure',
  'maxEventExposure',
  'maxSeriesExposure',
  'maxTotalExposure',
  'maxDayLoss',
  'maxDayLossGross',
  'maxDrawdown',
  'maxLossStreak',
]);

/** The gate's input as far as these checks read it; in the place of a market stands that of the drill. */
function inputOf(world: World, event: CoreEvent): GateInput {
  const pending = pendingApprovals(world.approvals).length;
  return {
    ...worstInput(),
    ...accountView(world, event),
    pendingApprovals: pending,
    exposures: NO_EXPOSURE,
    ladder: null,
  };
}

/** Worst case by market, event and series, each through the check that limits it. */
function exposuresJudged(
  world: World,
  input: GateInput,
  { exposure, ladders }: MoneyView,
): Readonly<Record<'market' | 'event' | 'series', readonly Judged[]>> {
  const events = new Map<string, Market | undefined>();
  for (const ticker of exposure.byMarket.keys()) {
    const market = world.market.contracts.get(ticker)?.market;
    events.set(market?.event ?? ticker, market);
  }
  return {
    market: [...exposure.byMarket].map(([name, amount]) => ({
      name,
      result: marketExposure({ ...input, exposures: { ...NO_EXPOSURE, market: amount } }, NOTHING),
    })),
    event: [...exposure.byEvent].map(([name, amount]) => {
      const market = events.get(name);
      const exposures = { ...NO_EXPOSURE, event: amount };
      const ladder = market === undefined ? null : (ladders.get(market.event) ?? []);
      const own = { ...input, market: market ?? input.market, exposures, ladder };
      return { name, result: eventExposure(own, NOTHING) };
    }),
    series: [...exposure.bySeries].map(([name, amount]) => ({
      name,
      result: seriesExposure({ ...input, exposures: { ...NO_EXPOSURE, series: amount } }, NOTHING),
    })),
  };
}

function partsOf(judged: readonly Judged[]): readonly LimitPart[] {
  const largest = new Map<string, number>();
  for (const { name, result } of judged)
    largest.set(name, Math.max(largest.get(name) ?? 0, result.value ?? 0));
  return [...largest]
    .map(([name, used]) => ({ name, used }))
    .filter(({ used }) => used > 0)
    .sort((left, right) => right.used - left.used || (left.name < right.name ? -1 : 1))
    .slice(0, PARTS_SHOWN);
}

/**
 * Every limit that something uses up, exposure first, then the day, the rates and the rest. What
 * only the account can tell is not known before its first reading, whatever the books of an earlier run say.
 */
export function limitUses(world: World, event: CoreEvent): readonly LimitUse[] {
  const { limits } = world;
  const input = inputOf(world, event);
  const money = moneyView(world, event);
  const { exposure } = money;
  const isRead = world.lastAccount !== null && world.ledger.booked.size > 0;

  const use = (id: UsedLimit, result: CheckResult, read: Reading): LimitUse => {
    const isKnown = isRead || !NEEDS_ACCOUNT.has(id);
    const used = isKnown && result.value !== null ? read(result.value) : null;
    const reason = isKnown ? result.text : NOT_READ;
    const { unit, text } = result;
    const limit = limits[id];
    return { id, unit, limit, used, reason: used === null ? reason : null, parts: [], text };
  };
  const spread = (id: UsedLimit, judged: readonly Judged[], none: CheckResult): LimitUse => {
    const worst = judged.reduce(
      (most, { result }) => ((result.value ?? 0) > (most.value ?? 0) ? result : most),
      none,
    );
    const whole = use(id, worst, asIs);
    return { ...whole, parts: whole.used === null ? [] : partsOf(judged) };
  };

  const { market, event: byEvent, series } = exposuresJudged(world, input, money);
  const total = { ...input, exposures: { ...NO_EXPOSURE, total: exposure.total } };
  return [
    use('maxTotalExposure', totalExposure(total, NOTHING), asIs),
    spread('maxSeriesExposure', series, seriesExposure(input, NOTHING)),
    spread('maxEventExposure', byEvent, eventExposure(input, NOTHING)),
    spread('maxMarketExposure', market, marketExposure(input, NOTHING)),
    ...OF_ACCOUNT.map(([id, check, read]) => use(id, check(input, NOTHING), read)),
  ];
}
