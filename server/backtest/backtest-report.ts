// One backtest from options to figures. In: hours, seed, which market. Out: what was decided and what it earned.
import { DEFAULT_LIMITS, type Limits } from '#lib/domain/limits.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import type { World } from '#server/core/world.ts';
import { createCrowdVenue } from './crowd-venue.ts';
import { createHoursTally, type HoursFigures } from './hours-tally.ts';
import { type MarketEarnings, marketEarnings } from './market-earnings.ts';
import { createOracleVenue } from './oracle-venue.ts';
import { runHours } from './run-hours.ts';
import type { SimulatedVenue } from './simulated-venue.ts';

/** `crowd`: the simulator's makers and public. `oracle`: one maker who knows the truth and leans from it by `lean`. */
export type Opponent =
  | { readonly kind: 'crowd' }
  | { readonly kind: 'oracle'; readonly lean: number };

export interface BacktestPlan {
  readonly hours: number;
  readonly seed: string;
  readonly opponent: Opponent;
  readonly signal: SignalParameters;
  /** Called once a simulated hour. */
  readonly onHour: (hour: number, world: World) => void;
}

export interface BacktestReport extends HoursFigures {
  readonly hours: number;
  readonly earnings: MarketEarnings;
  readonly fills: number;
  readonly chain: { readonly count: number; readonly hash: string };
}

/** A quiet Monday at midnight UTC: every backtest starts there. */
const START_MS = Date.UTC(2026, 9, 5);
const HOUR_MS = 3_600_000;
const SHARD = 2;
const CASH_USD = 10_000;
const PATH = { startUsd: 86_000, annualVolatility: 0.45 };
/** The crowd of a backtest acts this often; the live simulator steps twenty times finer. */
const CROWD_STEP_MS = 1_000;
/** The lean changes its side this often, so that neither YES nor NO is always the answer. */
const LEAN_MS = 1_800_000;

/** No person is there to approve, and no loss ends the experiment. */
const LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  flagFirstOfDay: false,
  flagConfidence: 0,
  flagDisagreement: 1,
  maxDayLoss: DEFAULT_LIMITS.maxTotalExposure,
  maxDayLossGross: DEFAULT_LIMITS.maxTotalExposure,
  maxDrawdown: DEFAULT_LIMITS.maxTotalExposure,
  maxLossStreak: 1_000,
};

/** The regressions alone: a year of hours is no place to ask a network every second. */
function withoutLearned(signal: SignalParameters): SignalParameters {
  const regressions = new Set(signal.linear.map((each) => each.id));
  return {
    ...signal,
    combination: signal.combination.map(({ minutes, value }) => {
      const kept = value.filter((id) => regressions.has(id));
      return { minutes, value: kept.length === 0 ? ['har-tod'] : kept };
    }),
  };
}

function venueOf(plan: BacktestPlan): SimulatedVenue {
  const { seed, opponent } = plan;
  const common = { seed, startMs: START_MS, series: ['KXBTC15M'], strikesPerSide: 0 } as const;
  if (opponent.kind === 'crowd')
    return createCrowdVenue({ ...common, bucketsPerSide: 0, stepMs: CROWD_STEP_MS });
  const { lean } = opponent;
  const side = (atMs: number): number => (Math.floor(atMs / LEAN_MS) % 2 === 0 ? 1 : -1);
  return createOracleVenue({ ...common, path: PATH, lean: (atMs) => lean * side(atMs) });
}

/** Runs the plan; equal plans give equal reports. */
export function runBacktest(plan: BacktestPlan): {
  readonly report: BacktestReport;
  readonly world: World;
} {
  const venue = venueOf(plan);
  const tally = createHoursTally();
  const startMs = venue.nowMs();
  let hour = 0;
  const { world, account } = runHours({
    venue,
    hours: plan.hours,
    cashUsd: CASH_USD,
    world: {
      boot: `backtest-${plan.seed}`,
      mode: 'sim',
      shard: SHARD,
      account: 'backtest',
      limits: LIMITS,
      models: [],
      signal: withoutLearned(plan.signal),
      minReleaseSeconds: 60,
      armWhenReady: true,
      spotProxySdUsd: null,
    },
    onStep: (stepped, event, effects) => {
      for (const effect of effects) if (effect.kind === 'decided') tally.add(effect.decision);
      if (event.at - startMs < (hour + 1) * HOUR_MS) return;
      hour += 1;
      plan.onHour(hour, stepped);
    },
  });
  const fills = account.fills();
  return {
    world,
    report: {
      ...tally.figures(),
      hours: plan.hours,
      fills: fills.length,
      earnings: marketEarnings(fills, (ticker) => venue.exchange.market(ticker)?.result ?? ''),
      chain: world.chain,
    },
  };
}
