// The bench an evaluation works on: grids, tape, fitted baselines, members. In: the input. Out: the bench.

import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import { HAR_TIME_OF_DAY, HAR_UTC } from '../baselines/designs.ts';
import { type BaselineParameters, fitBaselines, membersOf } from '../baselines/fit-baselines.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import { type RecordedSeries, toMinuteSeries } from '../data/recorded-series.ts';
import { VOLATILITY_TRAIN } from '../data/splits.ts';
import type { EvaluationInput } from './input.ts';
import type { FitOrigin } from './report.ts';
import { type SpotTape, spotTape } from './spot-tape.ts';

const LEAST_TRAINING_MS = 7 * 86_400_000;

export interface Bench {
  readonly input: EvaluationInput;
  readonly series: readonly RecordedSeries[];
  readonly tape: SpotTape;
  readonly baselines: BaselineParameters;
  readonly origin: FitOrigin;
  readonly members: readonly VolatilityMember[];
}

/** Series with at least a week in the training span. */
function trainable(series: readonly RecordedSeries[]): readonly RecordedSeries[] {
  return series.filter((each) => {
    const from = Math.max(each.firstEndMs, VOLATILITY_TRAIN.fromMs);
    const to = Math.min(minuteEndMs(each, each.length - 1), VOLATILITY_TRAIN.toMs);
    return to - from > LEAST_TRAINING_MS;
  });
}

/** The shipped fits; the UTC benchmark shares those of HAR with time of day, for both clocks agree on the training span. */
function shippedBaselines(signal: SignalParameters): BaselineParameters {
  const { profile, garch, linear, tails } = signal;
  return {
    ...{ profile, garch, tails },
    linear: linear.flatMap((each) =>
      each.id === HAR_TIME_OF_DAY.id ? [{ ...each, id: HAR_UTC.id }, each] : [each],
    ),
    fittedOn: signal.origin.text,
    fittedFromMs: VOLATILITY_TRAIN.fromMs,
    fittedToMs: VOLATILITY_TRAIN.toMs,
  };
}

/** Fits on the folder's own training span, or takes what was shipped when it has none. */
function baselinesOf(
  series: readonly RecordedSeries[],
  signal: SignalParameters,
): { readonly baselines: BaselineParameters; readonly origin: FitOrigin } {
  const train = trainable(series);
  return train.length === 0
    ? { baselines: shippedBaselines(signal), origin: 'shipped' }
    : { baselines: fitBaselines(train, [VOLATILITY_TRAIN]), origin: 'folder' };
}

/** Lays out and fits all that scoring needs. */
export function setUpBench(input: EvaluationInput): Bench {
  const series = input.recordings.bars.map(toMinuteSeries);
  const { baselines, origin } = baselinesOf(series, input.signal);
  const fitted = membersOf(baselines);
  return {
    input,
    series,
    tape: spotTape(input.recordings),
    baselines,
    origin,
    members: [...fitted, ...input.extraMembers, ...(input.moreMembers?.(fitted) ?? [])],
  };
}
