// Everything the monitors remember about one signal. In: what training says of it. Out: an empty state, plain data.
import { assertCondition } from '#lib/check.ts';
import type { Environment } from '#lib/domain/settled-quote.ts';
import { type Aci, createAci } from './aci.ts';
import { type Adwin, type AdwinChange, createAdwin } from './adwin.ts';
import { type CalibrationDrift, createCalibrationDrift } from './calibration-drift.ts';
import { createEProcess, type EProcess } from './e-process.ts';
import type { InputReference, InputRefusal } from './input-range.ts';
import { createIntervalCoverage, type IntervalCoverage } from './interval-coverage.ts';
import { type AnswerRecord, createAnswerRecord } from './model-health.ts';
import type { OrderedRing } from './ordered-ring.ts';
import { createPits } from './pit.ts';
import { createPsiWindow, type PsiBins, type PsiReading, type PsiWindow, psiBins } from './psi.ts';
import type { PsiReference } from './psi-reference.ts';
import { createResiduals } from './student-fit.ts';

/** What one horizon of the forecast is measured against. */
export interface HorizonParameters {
  readonly minutes: number;
  /** sd of ln(realised ÷ forecast) net of sampling noise, from out-of-fold rows: stands until there is own evidence. */
  readonly priorLogVarianceSd: number;
  /** sd of ln realised variance by sampling alone; 0 where it is negligible. */
  readonly realisedNoiseSd: number;
  /** A usual QLIKE out of fold: the scale on which a change is looked for. */
  readonly usualQlike: number;
}

/** Comes with the models: plain JSON. A change of any of it starts the monitors anew. */
export interface SignalHealthParameters {
  /** Where the evidence is gathered, as in SignalParameters: a simulated market proves nothing about a real one. */
  readonly environment: Environment;
  /** Watched features; calendar features are left out, six hours of them never look like a day. */
  readonly features: readonly ({ readonly name: string } & PsiReference)[];
  /** The probabilities that are priced; null = not watched. */
  readonly probability: PsiReference | null;
  readonly horizons: readonly HorizonParameters[];
  /** Centres of the time-to-close buckets in seconds, as in BlendBucket. */
  readonly buckets: readonly number[];
  readonly models: readonly InputReference[];
}

/** PSI of one feature, with its reading as of the last sample. */
export interface FeatureDrift {
  readonly name: string;
  readonly reference: PsiReference;
  readonly bins: PsiBins;
  readonly window: PsiWindow;
  reading: PsiReading;
}

export interface HorizonHealth {
  /** Wall time in ms of the last outcome that counted; null before the first. */
  lastAt: number | null;
  readonly qlike: Adwin;
  qlikeChange: AdwinChange | null;
  readonly coverage: IntervalCoverage;
  readonly aci: Aci;
}

export interface BucketHealth {
  /** Close time in ms of the last market that counted; null before the first. */
  lastAt: number | null;
  readonly calibration: CalibrationDrift;
  readonly midBeatsModel: EProcess;
  readonly modelBeatsMid: EProcess;
  readonly pits: OrderedRing;
  readonly residuals: OrderedRing;
  /** z² of the residuals. */
  readonly squares: Adwin;
  squaresChange: AdwinChange | null;
}

export interface SignalHealth {
  readonly parameters: SignalHealthParameters;
  readonly features: readonly FeatureDrift[];
  readonly probability: FeatureDrift | null;
  readonly horizons: readonly HorizonHealth[];
  readonly buckets: readonly BucketHealth[];
  readonly answers: readonly AnswerRecord[];
  /** Minute (since 1970) of the last PSI sample; null before the first. */
  sampledMinute: number | null;
  /** Who was refused the last row; null before the first row. */
  refusals: readonly InputRefusal[] | null;
}

/** An empty watch over one feature. Throws when the reference makes no sense. */
function createFeatureDrift(name: string, reference: PsiReference): FeatureDrift {
  const { warn, alarm } = reference;
  assertCondition(warn > 0 && alarm >= warn, `${name}: cut-offs ${warn} and ${alarm}`);
  const bins = psiBins(reference.deciles);
  return {
    name,
    reference,
    bins,
    window: createPsiWindow(bins),
    reading: { rows: 0, value: null },
  };
}

function createHorizon(parameters: HorizonParameters): HorizonHealth {
  const { minutes, priorLogVarianceSd, realisedNoiseSd, usualQlike } = parameters;
  assertCondition(minutes > 0 && priorLogVarianceSd > 0, `horizon of ${minutes} min: no prior`);
  assertCondition(realisedNoiseSd >= 0 && usualQlike > 0, `horizon of ${minutes} min: no scale`);
  return {
    lastAt: null,
    qlike: createAdwin(),
    qlikeChange: null,
    coverage: createIntervalCoverage(),
    aci: createAci(),
  };
}

function createBucket(): BucketHealth {
  return {
    lastAt: null,
    calibration: createCalibrationDrift(),
    midBeatsModel: createEProcess(),
    modelBeatsMid: createEProcess(),
    pits: createPits(),
    residuals: createResiduals(),
    squares: createAdwin(),
    squaresChange: null,
  };
}

/** The state before the first row. Throws `Condition failed` when the parameters make no sense. */
export function createSignalHealth(parameters: SignalHealthParameters): SignalHealth {
  const { features, probability, horizons, buckets, models } = parameters;
  return {
    parameters,
    features: features.map((each) => createFeatureDrift(each.name, each)),
    probability: probability === null ? null : createFeatureDrift('p', probability),
    horizons: horizons.map(createHorizon),
    buckets: buckets.map(createBucket),
    answers: models.map((each) => createAnswerRecord(each.modelId)),
    sampledMinute: null,
    refusals: null,
  };
}
