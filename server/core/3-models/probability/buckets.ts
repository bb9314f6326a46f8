// Time to close in six buckets. In: seconds to close, one fit a bucket. Out: the bucket, or the fit for that very second.
import { assertCondition } from '#lib/check.ts';
import { BUCKET_SECONDS, type Environment } from '#lib/domain/settled-quote.ts';
import type { BlendBucket, SignalParameters } from '#lib/domain/signal-parameters.ts';
import { EIGHTY_PERCENT } from '../normal-cdf.ts';
import { NO_WEIGHT } from './blend.ts';
import { IDENTITY } from './calibration.ts';

/** Index of the bucket of `seconds` to close; neighbours meet at the geometric mean of their centres. */
export function bucketOf(seconds: number): number {
  const after = BUCKET_SECONDS.findIndex((centre, index) => {
    const next = BUCKET_SECONDS[index + 1];
    return next === undefined || seconds >= Math.sqrt(centre * next);
  });
  return after;
}

/** The bucket before any evidence: the model at its word, the market followed. */
export function unfitted(bucketSeconds: number): BlendBucket {
  return {
    bucketSeconds,
    ...IDENTITY,
    beta: NO_WEIGHT.mean,
    betaPrecision: NO_WEIGHT.precision,
    markets: 0,
  };
}

/** One bucket a centre from what was shipped for this environment; a centre that was not fitted follows the market. */
export function shippedBuckets(
  blends: SignalParameters['blends'],
  environment: Environment,
): readonly BlendBucket[] {
  const own = blends.find((each) => each.environment === environment)?.buckets ?? [];
  return BUCKET_SECONDS.map((seconds) => {
    const bucket = own.find((each) => each.bucketSeconds === seconds) ?? unfitted(seconds);
    const { a, b, beta, betaPrecision } = bucket;
    assertCondition(
      Number.isFinite(a) && b > 0 && beta >= 0 && beta <= 1 && betaPrecision > 0,
      `blend at ${seconds} s: a ${a}, b ${b}, β ${beta}, precision ${betaPrecision}`,
    );
    return bucket;
  });
}

/** Calibration and weight at one instant. */
export interface BlendTerms {
  readonly a: number;
  readonly b: number;
  readonly beta: number;
  /** 80 % half width of β. */
  readonly betaReach: number;
  /** Independent settled markets behind β in the nearest bucket. */
  readonly markets: number;
}

function between(low: number, high: number, share: number): number {
  return low + share * (high - low);
}

/** The terms at `seconds` to close: linear in ln(seconds) between centres, so that no price jumps at a bucket's edge. */
export function blendAt(buckets: readonly BlendBucket[], seconds: number): BlendTerms {
  assertCondition(buckets.length === BUCKET_SECONDS.length, `${buckets.length} blend buckets`);
  const after = BUCKET_SECONDS.findIndex((centre) => centre <= seconds);
  const later = buckets[after < 0 ? buckets.length - 1 : after] ?? unfitted(0);
  const earlier = buckets[Math.max(0, after < 0 ? buckets.length - 1 : after - 1)] ?? later;
  const share =
    later === earlier
      ? 0
      : Math.log(seconds / later.bucketSeconds) /
        Math.log(earlier.bucketSeconds / later.bucketSeconds);
  const reach = (bucket: BlendBucket) => EIGHTY_PERCENT / Math.sqrt(bucket.betaPrecision);
  return {
    a: between(later.a, earlier.a, share),
    b: between(later.b, earlier.b, share),
    beta: between(later.beta, earlier.beta, share),
    betaReach: between(reach(later), reach(earlier), share),
    markets: buckets[bucketOf(seconds)]?.markets ?? 0,
  };
}
