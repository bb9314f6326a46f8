// Rows of the model topics: who was found and who is asked, what each is shown, and what settled markets taught. Plain JSON.
import type { MemberKind } from '../domain/forecast.ts';

/**
 * asked: answers every second · comparison: loaded and checked, never asked · not-asked: refused at load, left out beside
 * another, or wanted and not there; `reason` says which.
 */
export type ModelStanding = 'asked' | 'comparison' | 'not-asked';

/** key = id of the model: what the engine found at its start, and whether a person has switched it off since. */
export interface ModelRow {
  readonly id: string;
  readonly standing: ModelStanding;
  /** Null for a model that is asked or loaded for comparison. */
  readonly reason: string | null;
  /** The member it speaks for in the forecast of `minutes`; null where it was not loaded. */
  readonly voice: string | null;
  readonly minutes: number | null;
  readonly kind: 'flags' | 'row' | 'window' | null;
  readonly memberKind: Exclude<MemberKind, 'baseline'> | null;
  readonly origin: 'shipped' | 'added' | null;
  /** SHA-256 of the model file that was loaded. */
  readonly hash: string | null;
  /** True where the fitted combination of its horizon counts this voice; false = only shown beside it. */
  readonly isWanted: boolean;
  /** A person's word that it is not to be asked; null while nobody said so. */
  readonly switchedOff: {
    readonly by: string;
    /** Unix ms. */
    readonly at: number;
    readonly reason: string;
  } | null;
}

/** key = id of a model that is asked: what it was shown, one sample a minute since the engine started. */
export interface ModelInputRow {
  /** Unix ms of the newest sample and of the oldest that is still counted. */
  readonly at: number;
  readonly fromAt: number;
  readonly samples: number;
  /** In the order of the model's own features. */
  readonly features: readonly ModelFeatureRow[];
}

/** Dimensionless; null where no sample had the feature. */
export interface ModelFeatureRow {
  readonly name: string;
  readonly last: number | null;
  readonly low: number | null;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly high: number | null;
  /** Samples without it. */
  readonly missing: number;
  /** Samples below the lowest or above the highest value of training. */
  readonly outside: number;
}

/** key = centre of the time-to-close bucket in seconds: logit p → a + b·logit p, and the model's weight β on the mid. */
export interface BlendRow {
  readonly bucketSeconds: number;
  readonly a: number;
  readonly b: number;
  /** Fitted weight of the calibrated model against the market's mid, 0 … 1, and its standard deviation. */
  readonly beta: number;
  readonly betaSd: number;
  /** Settled closes behind it, those of the shipped fit among them. */
  readonly closes: number;
  /** What was shipped for this environment: where the fit began. */
  readonly shippedBeta: number;
  readonly shippedCloses: number;
  /** False once the mid was proven the better forecaster here: the weight used is 0. */
  readonly isAllowed: boolean;
}

/** The model topics by name. */
export interface ModelTopicRows {
  readonly models: ModelRow;
  readonly modelInputs: ModelInputRow;
  readonly blend: BlendRow;
}

export const MODEL_TOPICS = ['models', 'modelInputs', 'blend'] as const;
