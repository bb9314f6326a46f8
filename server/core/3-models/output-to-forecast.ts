// A model's answer, or its absence, as the volatility forecast. In: row, request, answer. Out: forecast or why none.
// The model corrects a statistical base within bounds (models B5 lesson 5); anything doubtful leaves the base alone.
import type { FeatureRow } from '#lib/domain/features.ts';
import type { Forecast, ForecastMember, ModelAnswer, ModelRequest } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { sha256 } from '#lib/hash.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { DEFAULT_TAIL_NU, logVarianceSd, statisticalLogVariance } from './statistical-forecast.ts';

/** The correction of ln variance is clipped to this range. */
const LOWEST_CORRECTION = -1.5;
const HIGHEST_CORRECTION = 2;
/** Members further apart than this disagree: the base answers alone. */
const DISAGREEMENT = 1;
/** The horizon whose residual sd the forecast carries: a quarter hour. */
const HORIZON_S = 900;
/** Variances per second outside these are defects, not markets (annual volatility 1 % … 3 000 %). */
const LOWEST_LOG_VARIANCE = Math.log(1e-4 / 31_536_000);
const HIGHEST_LOG_VARIANCE = Math.log(900 / 31_536_000);

export interface ForecastInput {
  readonly row: FeatureRow;
  /** Null when no model is loaded or no request could be made. */
  readonly request: ModelRequest | null;
  /** Null when the deadline passed without an answer (F106). */
  readonly answer: ModelAnswer | null;
  readonly at: WallMs;
}

/** Checks the answer against the request (F104, F105, F106), combines in logs, names the fallback when there is one. */
export function outputToForecast(input: ForecastInput): Result<Forecast> {
  const { row, request, answer, at } = input;
  const base = statisticalLogVariance(row);
  if (base === null) return fail('no forecast: less than a minute of trusted spot samples');
  const statistical: ForecastMember = {
    id: 'statistical',
    kind: 'baseline',
    logVariance: base,
    weight: 1,
    source: 'statistical',
  };
  const corrected = correctionOf(request, answer);
  const members = corrected.ok
    ? [statistical, onnxMember(request?.modelId ?? 'onnx', base, corrected.value)]
    : [statistical];
  const spread = Math.abs((members[1]?.logVariance ?? base) - base);
  const agree = spread <= DISAGREEMENT;
  const used = agree ? members : [statistical];
  const mean = used.reduce((sum, each) => sum + each.logVariance, 0) / used.length;
  if (!(mean >= LOWEST_LOG_VARIANCE && mean <= HIGHEST_LOG_VARIANCE))
    return fail(`no forecast: ln variance ${mean} is out of range`);
  const answers = corrected.ok && agree;
  const disagree = `members differ by ${spread.toFixed(2)} in ln variance`;
  return ok({
    at,
    horizons: [
      {
        minutes: HORIZON_S / 60,
        variancePerSecond: Math.exp(mean),
        logVarianceSd: Math.hypot(logVarianceSd(HORIZON_S), spread / 2),
        tailNu: DEFAULT_TAIL_NU,
        tailScale: 1,
        base,
        members: members.map((each) => ({
          ...each,
          weight: agree ? 1 / members.length : each.weight,
        })),
        contributions: [],
      },
    ],
    refused: [],
    modelId: answers && request ? `statistical+${request.modelId}` : 'statistical',
    modelHash: answers && request ? request.modelHash : null,
    inputHash: request?.inputHash ?? rowHash(row),
    fallback: corrected.ok ? (agree ? null : disagree) : corrected.error,
  });
}

function onnxMember(id: string, base: number, correction: number): ForecastMember {
  const bounded = Math.min(HIGHEST_CORRECTION, Math.max(LOWEST_CORRECTION, correction));
  return { id, kind: 'tree', logVariance: base + bounded, weight: 0, source: 'onnx' };
}

/** The raw correction, or in plain words why there is none. */
function correctionOf(request: ModelRequest | null, answer: ModelAnswer | null): Result<number> {
  if (request === null) return fail('no model request');
  if (answer === null) return fail(`${request.modelId} did not answer in time`);
  if (answer.inputHash !== request.inputHash)
    return fail(`${answer.modelId} answered another question`);
  if (answer.kind === 'refused') return fail(`${answer.modelId} refused: ${answer.reason}`);
  if (answer.modelId !== request.modelId || answer.modelHash !== request.modelHash)
    return fail(`the answer came from another model than ${request.modelId}`);
  const [value] = answer.output;
  if (answer.output.length !== 1 || value === undefined)
    return fail(`${answer.modelId} gave ${answer.output.length} outputs, not 1`);
  if (!Number.isFinite(value)) return fail(`${answer.modelId} gave a value that is not finite`);
  return ok(value);
}

function rowHash(row: FeatureRow) {
  return sha256Hex(sha256(`${row.layout.hash}|${row.at}|${row.values.join(',')}`));
}
