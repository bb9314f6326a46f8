// The answers of one second as the volatility forecast. In: minute row, questions with answers. Out: forecast or why none.
// Who answers: learned members and regressions → HAR with time of day → plain averages. Every step down is named.
import type { FeatureRow } from '#lib/domain/features.ts';
import type { Forecast, Refusal } from '#lib/domain/forecast.ts';
import { type Sha256, sha256Hex } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { MinuteRow } from '#lib/domain/minute-row.ts';
import { sha256 } from '#lib/hash.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { horizonForecast, type LearnedAnswer, type MadeHorizon } from './horizon-forecast.ts';
import { judgeAnswer } from './judge-answer.ts';
import { minuteRowHash } from './row-hash.ts';
import { memberIdOf, type Question } from './signal-model.ts';
import type { SignalPlan } from './signal-plan.ts';
import { statisticalHorizons } from './statistical-forecast.ts';

/** Variances per second outside these are defects, not markets (annual volatility 1 % … 3 000 %). */
const LOWEST_VARIANCE = 1e-4 / 31_536_000;
const HIGHEST_VARIANCE = 900 / 31_536_000;

/** What one second knows. */
export interface ForecastInput {
  readonly at: WallMs;
  readonly plan: SignalPlan;
  /** Null while no whole minutes end now. */
  readonly row: MinuteRow | null;
  /** Minutes of the last four hours that are known, 0 … 240. */
  readonly knownMinutes: number;
  /** What the last fallback reads. */
  readonly features: FeatureRow;
  readonly questions: readonly Question[];
  /** Models that were not asked, each with its reason. */
  readonly notAsked: readonly Refusal[];
}

type Made = Pick<
  Forecast,
  'horizons' | 'modelId' | 'modelHash' | 'inputHash' | 'fallback' | 'refused'
>;

/** Usable answers, and the reasons of all others. */
function sortAnswers(input: ForecastInput) {
  const answers: LearnedAnswer[] = [];
  const refused: Refusal[] = [...input.notAsked];
  for (const question of input.questions) {
    const verdict = judgeAnswer(question);
    const { model } = question;
    if (verdict.kind === 'good') answers.push({ model, output: verdict.output });
    else {
      const cause = verdict.kind === 'refused' ? 'input' : 'answer';
      refused.push({ id: model.id, cause, reason: verdict.reason });
    }
  }
  return { answers, refused };
}

/** Hash over the files that speak, in order of their names; null when none does. */
function filesHash(answers: readonly LearnedAnswer[], speakers: readonly string[]): Sha256 | null {
  const files = answers
    .filter(({ model }) => speakers.includes(memberIdOf(model)))
    .map(({ model }) => `${model.id}:${model.hash}`)
    .sort();
  return files.length === 0 ? null : sha256Hex(sha256(files.join()));
}

/** Names in the order they first speak, longest horizon first. */
function speakersOf(made: readonly MadeHorizon[]): readonly string[] {
  return [...new Set(made.toReversed().flatMap((each) => each.speakers))];
}

function harText(refused: readonly Refusal[]): string {
  const reasons = refused.map((each) => `${each.id} ${each.reason}`);
  return `HAR answers: ${reasons.length === 0 ? 'no learned model is loaded' : reasons.join('; ')}`;
}

function fromMinutes(input: ForecastInput, row: MinuteRow): Made | null {
  const { answers, refused } = sortAnswers(input);
  const made = input.plan.horizons.flatMap(
    (plan) => horizonForecast(input.plan, plan, { row, answers }) ?? [],
  );
  if (made.length === 0) return null;
  const speakers = speakersOf(made);
  return {
    horizons: made.map((each) => each.forecast),
    modelId: speakers.join('+'),
    modelHash: filesHash(answers, speakers),
    inputHash: minuteRowHash(row),
    fallback: made.some((each) => each.lacksLearned) ? harText(refused) : null,
    refused,
  };
}

function featuresHash(row: FeatureRow): Sha256 {
  return sha256Hex(sha256(`${row.layout.hash}|${row.at}|${row.values.join()}`));
}

function fromAverages(input: ForecastInput): Made | null {
  const horizons = statisticalHorizons(input.features, input.plan.profile);
  if (horizons === null) return null;
  return {
    horizons,
    modelId: 'statistical',
    modelHash: null,
    inputHash: featuresHash(input.features),
    fallback: `EWMA answers: no base yet, ${input.knownMinutes} of the last 240 minutes are known`,
    refused: input.notAsked,
  };
}

/** Combines what was answered. Fails, never guesses: too little is known, or a variance no market has (F104). */
export function answersToForecast(input: ForecastInput): Result<Forecast> {
  const { row } = input;
  const made = (row === null ? null : fromMinutes(input, row)) ?? fromAverages(input);
  if (made === null) return fail('no forecast: less than a minute of trusted spot samples');
  const wild = made.horizons.find(
    ({ variancePerSecond }) =>
      !(variancePerSecond >= LOWEST_VARIANCE && variancePerSecond <= HIGHEST_VARIANCE),
  );
  if (wild !== undefined)
    return fail(
      `no forecast: variance ${wild.variancePerSecond} a second over ${wild.minutes} min is out of range`,
    );
  return ok({ at: input.at, ...made });
}
