// One horizon of the forecast. In: plan, minute row, what the learned models said. Out: members, combination, causes.
// Source: models B5 lesson 5 (bounds, median), C2 (attribution), C4 (equal weights in logs), B4 (average minute).
import type { ForecastMember, HorizonForecast } from '#lib/domain/forecast.ts';
import type { MinuteHorizon, MinuteRow } from '#lib/domain/minute-row.ts';
import { APART, combinationShares, combineShared, spreadOf } from './combine.ts';
import { type Cause, contributionsOf, type Voice } from './contributions.ts';
import { MINUTE_FAMILY } from './feature-family.ts';
import { meanFactor } from './intraday-profile.ts';
import { boundedLog } from './members/bounds.ts';
import { floorOf, membersOf } from './members/members-of.ts';
import { memberIdOf, type SignalModel } from './signal-model.ts';
import type { HorizonPlan, SignalPlan } from './signal-plan.ts';

/** What answers when no learned member does. */
const LAST_REGRESSION = 'har-tod';
const LN_60 = Math.log(60);
const MINUTE_MS = 60_000;

/** A usable answer of a model at its horizon. */
export interface LearnedAnswer {
  readonly model: SignalModel;
  /** The correction of ln(variance per minute), then one number for each of the model's parts. */
  readonly output: readonly number[];
}

/** One horizon, and who speaks in it. */
export interface MadeHorizon {
  readonly forecast: HorizonForecast;
  readonly speakers: readonly string[];
  /** True when learned members are wanted here and none answered. */
  readonly lacksLearned: boolean;
}

/** A member before it has a share, and its own answer if it is learned. */
interface Candidate extends Omit<Voice, 'share' | 'cause'> {
  readonly kind: ForecastMember['kind'];
  readonly answer: LearnedAnswer | null;
}

function causeOf(plan: HorizonPlan, { id, log, answer }: Candidate, base: number): Cause {
  if (answer !== null) return { kind: 'answer', output: answer.output, parts: answer.model.parts };
  const linear = plan.linear.find((each) => each.id === id);
  return linear === undefined
    ? { kind: 'whole', correction: log - base }
    : { kind: 'linear', plan: linear.plan };
}

function addBaselines(
  into: Candidate[],
  plan: HorizonPlan,
  { row, horizon }: { readonly row: MinuteRow; readonly horizon: MinuteHorizon },
): void {
  for (const { id, log } of membersOf(plan, row, horizon))
    if (log !== null) into.push({ id, log, kind: 'baseline', answer: null });
}

function addLearned(
  into: Candidate[],
  plan: HorizonPlan,
  { row, answers }: { readonly row: MinuteRow; readonly answers: readonly LearnedAnswer[] },
): void {
  const floor = floorOf(row, plan);
  for (const answer of answers) {
    const { model, output } = answer;
    if (model.minutes !== plan.minutes) continue;
    const log = boundedLog(row.base + (output[0] ?? 0), row.base, floor);
    into.push({ id: memberIdOf(model), log, kind: model.memberKind, answer });
  }
}

/** Who counts: the wanted members that are there; without any wanted learned one, HAR with time of day alone. */
function chosenAmong(plan: HorizonPlan, candidates: readonly Candidate[]) {
  const wanted = candidates.filter((each) => plan.wanted.includes(each.id));
  const isBaseline = (id: string) =>
    candidates.some((each) => each.id === id && each.kind === 'baseline');
  const wantsLearned = plan.wanted.some((id) => !isBaseline(id));
  const lacksLearned = wantsLearned && wanted.every((each) => each.kind === 'baseline');
  const har = wanted.filter((each) => each.id === LAST_REGRESSION);
  return { chosen: lacksLearned && har.length > 0 ? har : wanted, lacksLearned };
}

/**
 * Forecast of one horizon, null when none of its members can say. Variances leave as those of an average minute of the
 * hour: the profile's mean factor over the target window is divided out, and shown as a cause beside what the members
 * made of the same clock. Disagreement beyond APART widens the sd; what lies below it is in the residuals already.
 */
export function horizonForecast(
  signal: SignalPlan,
  plan: HorizonPlan,
  given: { readonly row: MinuteRow; readonly answers: readonly LearnedAnswer[] },
): MadeHorizon | null {
  const { row } = given;
  const horizon = row.horizons.find((each) => each.minutes === plan.minutes);
  if (horizon === undefined || !Number.isFinite(row.base)) return null;
  const candidates: Candidate[] = [];
  addBaselines(candidates, plan, { row, horizon });
  addLearned(candidates, plan, given);
  const { chosen, lacksLearned } = chosenAmong(plan, candidates);
  if (chosen.length === 0) return null;
  const logs = chosen.map((each) => each.log);
  const shares = combinationShares(logs);
  const voices = chosen.map(
    (each, i): Voice => ({
      id: each.id,
      log: each.log,
      share: shares[i] ?? 0,
      cause: causeOf(plan, each, row.base),
    }),
  );
  const factorLog = Math.log(meanFactor(row.at, row.at + plan.minutes * MINUTE_MS, signal.profile));
  const toAverageSecond = (log: number) => log - factorLog - LN_60;
  const speakers = chosen.map((each) => each.id);
  return {
    speakers,
    lacksLearned,
    forecast: {
      minutes: plan.minutes,
      variancePerSecond: Math.exp(toAverageSecond(combineShared(logs, shares))),
      logVarianceSd: Math.hypot(plan.residualSd, Math.max(0, spreadOf(logs) - APART)),
      tailNu: plan.tailNu,
      tailScale: plan.tailScale,
      base: row.base - LN_60,
      members: candidates.map(({ id, kind, log }) => ({
        id,
        kind,
        logVariance: toAverageSecond(log),
        weight: speakers.includes(id) ? 1 / chosen.length : 0,
        source: kind === 'baseline' ? 'statistical' : 'onnx',
      })),
      contributions: contributionsOf(voices, { base: row.base, columns: horizon.columns }, [
        { name: MINUTE_FAMILY, logVariance: -factorLog },
      ]),
    },
  };
}
