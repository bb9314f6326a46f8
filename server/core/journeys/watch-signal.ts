// The drift monitors at work: what they are shown, and what they let the rest do. In: world. Out: the monitors move on.
import type { HorizonForecast } from '#lib/domain/forecast.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { MINUTE_FEATURES, type MinuteRow } from '#lib/domain/minute-row.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import type { BlendBucket } from '#lib/domain/signal-parameters.ts';
import { realisedBehind } from '../2-features/minutes/minute-clocks.ts';
import {
  observeForecastOutcome,
  observeRow,
  observeSettlement,
} from '../3-models/health/signal-health.ts';
import {
  blendAllowed,
  entryBlock,
  logVarianceSdOf,
  stakeFactor,
} from '../3-models/health/signal-health-answers.ts';
import { meanFactor } from '../3-models/intraday-profile.ts';
import { settledOutcomes } from '../3-models/probability/settle-quotes.ts';
import { memberIdOf } from '../3-models/signal-model.ts';
import type { SignalStanding } from '../4-gate/gate-input.ts';
import type { WaitingForecast, World } from '../world.ts';

const MINUTE_MS = 60_000;
/** Shorter horizons are watched, but their interval follows this one's. */
const SHORTEST_JUDGED_MINUTES = 15;
/** PSI looks at the row of this horizon; the look-backs are the same at every one. */
const WATCHED_MINUTES = 15;
/** Every feature here comes from the one minute layer: nothing else could be served. */
const LAYOUT = 'minute-features';

function showRow(world: World, row: MinuteRow, at: WallMs): void {
  const horizon = row.horizons.find((each) => each.minutes === WATCHED_MINUTES);
  if (horizon === undefined) return;
  observeRow(world.signalHealth, {
    names: MINUTE_FEATURES,
    values: horizon.columns,
    present: horizon.columns.map((value) => (Number.isNaN(value) ? 0 : 1)),
    layoutHash: LAYOUT,
    probabilities: [],
    at,
  });
}

/** Judges the forecasts whose horizon has just passed. */
function showOutcomes(world: World, at: WallMs): void {
  const waiting = world.waitingForecasts;
  const isOver = (each: WaitingForecast) => at - each.madeAt >= each.minutes * MINUTE_MS;
  for (const each of waiting.filter(isOver)) {
    const isExact = at - each.madeAt < each.minutes * MINUTE_MS + 1_000;
    const realised = isExact ? realisedBehind(world.features.minutes, each.minutes) : null;
    if (realised === null) continue;
    observeForecastOutcome(world.signalHealth, {
      horizonMinutes: each.minutes,
      forecastVariance: each.variancePerMinute,
      realisedVariance: realised,
      at,
    });
  }
  world.waitingForecasts = waiting.filter((each) => !isOver(each));
}

function waitingOf(world: World, { minutes, variancePerSecond }: HorizonForecast, at: WallMs) {
  const factor = meanFactor(at, at + minutes * MINUTE_MS, world.plan.profile);
  return { minutes, madeAt: at, variancePerMinute: variancePerSecond * 60 * factor };
}

/** Once a second: the row every second, forecasts and their outcomes once a minute. */
export function watchSecond(world: World, row: MinuteRow | null, at: WallMs): void {
  if (row === null) return;
  showRow(world, row, at);
  showOutcomes(world, at);
  const minute = Math.floor(at / MINUTE_MS);
  const { forecast } = world;
  if (forecast === null || minute === world.waitedMinute) return;
  world.waitedMinute = minute;
  world.waitingForecasts = [
    ...world.waitingForecasts,
    ...forecast.horizons.map((each) => waitingOf(world, each, at)),
  ];
}

/** Settled markets, as what was said of them came true or not. */
export function watchSettlement(world: World, settled: readonly SettledQuote[]): void {
  for (const outcome of settledOutcomes(settled)) observeSettlement(world.signalHealth, outcome);
}

function priorSd(world: World, minutes: number): number | null {
  return world.plan.horizons.find((each) => each.minutes === minutes)?.residualSd ?? null;
}

/**
 * The horizon with the uncertainty that past forecasts have shown; disagreement still widens it. Shorter horizons take
 * the quarter hour's ratio of shown to fitted: a realised variance of one to five squared returns is mostly sampling
 * noise, whose logarithm has no honest sd.
 */
export function withShownSd(world: World, horizon: HorizonForecast): HorizonForecast {
  const own = priorSd(world, horizon.minutes);
  const minutes = Math.max(SHORTEST_JUDGED_MINUTES, horizon.minutes);
  const judged = priorSd(world, minutes);
  if (own === null || judged === null) return horizon;
  const excess = horizon.logVarianceSd ** 2 - own ** 2;
  const shown = own * (logVarianceSdOf(world.signalHealth, minutes) / judged);
  return { ...horizon, logVarianceSd: Math.sqrt(shown ** 2 + Math.max(0, excess)) };
}

/** Our own weight by bucket; 0 where the market was proven to be the better forecaster (models §C6). */
export function allowedBuckets(world: World): readonly BlendBucket[] {
  const { signalHealth, evidence } = world;
  return evidence.buckets.map((bucket) =>
    blendAllowed(signalHealth, bucket.bucketSeconds) ? bucket : { ...bucket, beta: 0 },
  );
}

/** True for a model whose answer counts at its horizon: one the trader added beside them must not stop anything. */
function counts(world: World, id: string): boolean {
  const model = world.options.models.find((each) => each.id === id);
  const plan = world.plan.horizons.find((each) => each.minutes === model?.minutes);
  return model !== undefined && plan?.wanted.includes(memberIdOf(model)) === true;
}

/** What the gate needs of all this. A model that refused its input makes the row doubtful (models §C6, last row). */
export function signalStanding(world: World): SignalStanding {
  const block = entryBlock(world.signalHealth);
  const refused = world.forecast?.refused ?? [];
  return {
    stakeFactor: stakeFactor(world.signalHealth),
    alarms: block === null ? [] : [block],
    inputsInRange: !refused.some(({ id, cause }) => cause === 'input' && counts(world, id)),
  };
}
