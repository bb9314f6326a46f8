// Every fitted number of the signal layer but the blends. In: training data. Out: signal parameters.
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import type { BlendBucket, SignalParameters } from '#lib/domain/signal-parameters.ts';
import { HAR_UTC } from '../baselines/designs.ts';
import { fitBaselines } from '../baselines/fit-baselines.ts';
import { VOLATILITY_TRAIN } from '../data/splits.ts';
import { fitHourFloor } from '../train/hour-floor.ts';
import type { TrainingData } from '../train/training-data.ts';
import { CHOSEN_COMBINATION } from './chosen-combination.ts';
import { fitWatch } from './fit-watch.ts';
import { fitResidualSd } from './residual-sd.ts';

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Fits on the training span only; no blends yet. Deterministic. Throws when the span holds too few rows. */
export function fitSignal(data: TrainingData): SignalParameters {
  const span = VOLATILITY_TRAIN;
  const { profile, garch, linear, tails } = fitBaselines(data.series, [span]);
  const names = data.series.map((each) => each.id).join(', ');
  return {
    format: 1,
    profile,
    garch,
    linear: linear.filter((each) => each.id !== HAR_UTC.id),
    combination: CHOSEN_COMBINATION,
    tails,
    residualSd: fitResidualSd(data.series, span, profile),
    floors: HORIZONS_MINUTES.map((minutes) => ({
      minutes,
      value: fitHourFloor(data.series, span, minutes),
    })),
    blends: [],
    watch: fitWatch(data.series, span, profile),
    origin: {
      text: `${names}, ${day(span.fromMs)} to ${day(span.toMs)}`,
      dataSha256: data.sha256,
    },
  };
}

/** The parameters with these buckets as the evidence of `environment`, in place of any there. */
export function withBlend(
  parameters: SignalParameters,
  environment: SignalParameters['blends'][number]['environment'],
  buckets: readonly BlendBucket[],
): SignalParameters {
  const others = parameters.blends.filter((each) => each.environment !== environment);
  return { ...parameters, blends: [...others, { environment, buckets }] };
}

/** The file's text; eight significant digits, so that it is the same on every machine. */
export function signalText(parameters: SignalParameters): string {
  const rounded = JSON.stringify(parameters, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(8)) : value,
  );
  return `${rounded}\n`;
}
