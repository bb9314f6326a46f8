// Everything the monitors say, as rows. In: the state. Out: one row per monitor and subject, worst news not hidden by order.
import type { SignalHealthRow } from '#lib/domain/signal-health.ts';
import { ADWIN_LEAST, type Adwin, type AdwinChange, adwinWindow, unboundedLoss } from './adwin.ts';
import { calibrationCusum, calibrationZ } from './calibration-drift.ts';
import { eValue, peakEValue } from './e-process.ts';
import { healthActions } from './health-action.ts';
import { closeText } from './health-words.ts';
import { coverageOf } from './interval-coverage.ts';
import { answerFaultText } from './model-health.ts';
import type { MonitorReading } from './monitor-reading.ts';
import { pitPValue } from './pit.ts';
import type { BucketHealth, FeatureDrift, SignalHealth } from './signal-health-state.ts';

function psiReading({ name, reading, reference }: FeatureDrift): MonitorReading {
  const { warn, alarm } = reference;
  return { monitor: 'psi', subject: name, have: reading.rows, value: reading.value, warn, alarm };
}

function adwinReading(watch: {
  readonly subject: string;
  readonly adwin: Adwin;
  readonly change: AdwinChange | null;
  readonly scale: number;
}): MonitorReading {
  const { subject, scale } = watch;
  const window = adwinWindow(watch.adwin);
  const change = watch.change && {
    before: unboundedLoss(watch.change.before, scale),
    after: unboundedLoss(watch.change.after, scale),
  };
  const value = window.size < ADWIN_LEAST ? null : unboundedLoss(window.mean, scale);
  return { monitor: 'adwin', subject, have: window.size, value, change };
}

function horizonReadings(health: SignalHealth): MonitorReading[] {
  return health.horizons.flatMap((horizon, index) => {
    const parameters = health.parameters.horizons[index];
    const subject = `${parameters?.minutes ?? 0} min`;
    const scale = parameters?.usualQlike ?? 1;
    const { qlike, qlikeChange: change, coverage } = horizon;
    const have = coverage.outcomes.length;
    return [
      adwinReading({ subject: `QLIKE at ${subject}`, adwin: qlike, change, scale }),
      { monitor: 'coverage', subject, have, value: coverageOf(coverage) },
    ];
  });
}

function bucketReadings(subject: string, bucket: BucketHealth): MonitorReading[] {
  const { calibration, midBeatsModel, modelBeatsMid, pits } = bucket;
  const settled = calibration.count;
  const lean = calibration.tooLow >= calibration.tooHigh ? 'too low' : 'too high';
  const mid = { value: eValue(midBeatsModel), peak: peakEValue(midBeatsModel) };
  const have = midBeatsModel.count;
  return [
    { monitor: 'calibration', subject, have: settled, value: calibrationZ(calibration) },
    { monitor: 'cusum', subject, have: settled, value: calibrationCusum(calibration), lean },
    { monitor: 'pit', subject, have: pits.sorted.length, value: pitPValue(pits) },
    adwinReading({
      subject: `z² at ${subject}`,
      adwin: bucket.squares,
      change: bucket.squaresChange,
      scale: 1,
    }),
    { monitor: 'mid-beats-model', subject, have, ...mid },
    { monitor: 'model-beats-mid', subject, have, value: eValue(modelBeatsMid) },
  ];
}

function modelReadings(health: SignalHealth): MonitorReading[] {
  return health.answers.flatMap((record): MonitorReading[] => {
    const refusal = health.refusals?.find((each) => each.modelId === record.modelId);
    const { modelId: subject, bad, disabled, asked } = record;
    return [
      {
        monitor: 'input',
        subject,
        have: health.refusals === null ? 0 : 1,
        refusal: refusal?.text ?? null,
      },
      { monitor: 'answers', subject, have: asked, bad, fault: answerFaultText(record), disabled },
    ];
  });
}

/** Rows by subject: models, features, p, horizons, buckets. For publishing, about once a second. */
export function signalHealthRows(health: SignalHealth): readonly SignalHealthRow[] {
  return healthActions([
    ...modelReadings(health),
    ...health.features.map(psiReading),
    ...(health.probability === null ? [] : [psiReading(health.probability)]),
    ...horizonReadings(health),
    ...health.buckets.flatMap((bucket, index) =>
      bucketReadings(closeText(health.parameters.buckets[index] ?? 0), bucket),
    ),
  ]);
}
