// JSON of /api/models: what the model folders say of themselves, and how voices did on settled markets.
import type { Environment } from '../domain/settled-quote.ts';

/** GET /api/models → one entry a folder, shipped ones first. Read from disk: what runs is in the topic `models`. */
export interface ModelPapersReply {
  readonly ok: true;
  readonly models: readonly ModelPapers[];
}

export interface ModelPapers {
  /** Name of the folder. */
  readonly id: string;
  readonly origin: 'shipped' | 'added';
  /** Why the folder cannot be read; null when it can. */
  readonly problem: string | null;
  /** SHA-256 of the model file as it lies there now; null when there is none. */
  readonly fileSha256: string | null;
  /** model-card.md as it is; null when there is none. */
  readonly card: string | null;
  /** Null where the manifest cannot be read. */
  readonly manifest: ManifestFacts | null;
}

export interface ManifestFacts {
  readonly kind: 'flags' | 'row' | 'window';
  readonly horizonMinutes: number | null;
  readonly fileSha256: string;
  readonly weightsSha256: string | null;
  readonly layoutVersion: number;
  readonly layoutHash: string;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parts: readonly string[];
  readonly outputMeaning: string | null;
  readonly licence: string | null;
  readonly goldenRows: number;
  /** Who computed the golden outputs; null where it is not said. */
  readonly goldenFrom: 'trainer' | 'file' | null;
  /** Everything the manifest says of its training, as text, in its order; fromMs and toMs also as numbers. */
  readonly training: readonly { readonly name: string; readonly text: string }[];
  readonly trainedFrom: number | null;
  readonly trainedTo: number | null;
  readonly features: readonly FeatureFacts[];
}

/** What a feature was in training. */
export interface FeatureFacts {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Its 1st, 5th and 9th decile; null where the manifest does not say. */
  readonly deciles: readonly [number, number, number] | null;
}

/** Who says a probability of YES, in the order of the pipeline. */
export const SPEAKERS = ['tree', 'sequence', 'combined', 'calibrated', 'blended'] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** Mean Brier score over closes, with 95 % intervals where there are closes enough. Smaller is better. */
export interface SpeakerScore {
  readonly speaker: Speaker;
  /** Settled closes at which it spoke: markets that close together are one. */
  readonly closes: number;
  /** Null while there is no close. */
  readonly brier: number | null;
  /** Of the market's own mid on exactly the same quotes. */
  readonly midBrier: number | null;
  /** Own minus mid: negative is better than the market. */
  readonly difference: Estimate | null;
}

/** `low` and `high` are null where there are too few closes for an interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One bucket of time to close; null = all of them together, each close counted once. */
export interface BucketScores {
  readonly bucketSeconds: number | null;
  readonly closes: number;
  readonly quotes: number;
  readonly midBrier: number | null;
  readonly speakers: readonly SpeakerScore[];
}

/** What came true of what was said, by what was said. */
export interface ReliabilityBin {
  /** The bin is `from` ≤ p < `to`; the last one holds 1 as well. */
  readonly from: number;
  readonly to: number;
  readonly closes: number;
  readonly quotes: number;
  /** Mean of what was said, and share that settled YES, each close counted once. */
  readonly said: number;
  readonly came: number;
  /** 95 % Wilson interval of `came` over the closes. */
  readonly low: number;
  readonly high: number;
}

export interface ReliabilityCurve {
  readonly speaker: Speaker | 'mid';
  readonly bucketSeconds: number | null;
  /** Ascending; bins without a close are left out. */
  readonly bins: readonly ReliabilityBin[];
}

/** GET /api/models/scores?from= → from stored settled quotes of this environment, closes from then on (Unix ms). */
export interface ModelScoresReply {
  readonly ok: true;
  readonly environment: Environment;
  readonly from: number | null;
  readonly readAt: number;
  /** Below so many closes no interval is given. */
  readonly leastCloses: number;
  /** Newest quotes a bucket that are read; `isCut` when one holds more. */
  readonly limit: number;
  readonly isCut: boolean;
  readonly quotes: number;
  readonly closes: number;
  /** Null without a close. */
  readonly firstCloseAt: number | null;
  readonly lastCloseAt: number | null;
  /** All together first, then by bucket, longest first, those without a close among them. */
  readonly buckets: readonly BucketScores[];
  readonly curves: readonly ReliabilityCurve[];
}
