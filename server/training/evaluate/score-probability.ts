// Brier and log-loss beside the market's mid. In: priced quotes and what was fitted before them. Out: scores by bucket.
// Source: models D4.1–2: one row a market a bucket, clustered by market, paired to the mid.

import type { BlendBucket } from '#lib/domain/signal-parameters.ts';
import { heldProbability } from '#lib/log-odds.ts';
import { blend } from '#server/core/3-models/probability/blend.ts';
import { unfitted } from '#server/core/3-models/probability/buckets.ts';
import { calibrate } from '#server/core/3-models/probability/calibration.ts';
import { fitBucket } from '#server/core/3-models/probability/refit.ts';
import { ClusterSums, type Estimate } from './bootstrap.ts';
import { BUCKETS } from './choose-quotes.ts';
import { corp, type Reliability } from './corp.ts';
import type { PricedQuote } from './price-quotes.ts';

export interface ForecastScore {
  readonly id: 'model' | 'calibrated' | 'blend' | 'mid';
  readonly brier: number;
  readonly logLoss: number;
  /** Score minus the mid's, same quotes; positive is worse. */
  readonly brierDifference: Estimate;
  readonly logLossDifference: Estimate;
  readonly reliability: Reliability;
}

export interface BucketScore {
  /** Seconds to the close, or all buckets together. */
  readonly bucket: number | 'all';
  readonly markets: number;
  readonly quotes: number;
  /** Quotes whose variance came from sparse prices. */
  readonly sparse: number;
  readonly forecasts: readonly ForecastScore[];
  /** Share of settlement means inside the model's 80 % interval. */
  readonly coverage: Estimate;
}

/** Fits calibration, then β on the calibrated model, per bucket; a bucket without quotes keeps identity and β = 0. */
export function fitBuckets(quotes: readonly PricedQuote[]): readonly BlendBucket[] {
  return BUCKETS.map((bucket) => {
    const own = quotes.filter((each) => each.bucket === bucket);
    // One quote a market, and no two markets close together: each is an outcome of its own.
    const pairs = own.map(({ mid, model, yes }) => ({ mid, model, yes, weight: 1 }));
    return fitBucket(unfitted(bucket), pairs);
  });
}

type Probabilities = Readonly<Record<ForecastScore['id'], number>>;
const IDS = ['model', 'calibrated', 'blend', 'mid'] as const;

function probabilitiesOf(quote: PricedQuote, fits: readonly BlendBucket[]): Probabilities {
  const fit = fits.find((each) => each.bucketSeconds === quote.bucket);
  const calibrated = fit ? calibrate(fit, quote.model) : quote.model;
  return {
    model: quote.model,
    calibrated,
    blend: blend(fit?.beta ?? 0, quote.mid, calibrated),
    mid: quote.mid,
  };
}

function logLoss(p: number, yes: boolean): number {
  return -Math.log(yes ? heldProbability(p) : 1 - heldProbability(p));
}

function scoreRows(
  bucket: BucketScore['bucket'],
  quotes: readonly PricedQuote[],
  options: { readonly fits: readonly BlendBucket[]; readonly seed: number },
): BucketScore {
  const rows = quotes.map((quote) => ({ quote, p: probabilitiesOf(quote, options.fits) }));
  const outcomes = quotes.map((each) => (each.yes ? 1 : 0));
  const inside = new ClusterSums();
  for (const { ticker, transform } of quotes)
    if (transform !== null) inside.add(ticker, Math.abs(transform - 0.5) <= 0.4 ? 1 : 0);
  const forecasts = IDS.map((id): ForecastScore => {
    const [brier, loss] = [new ClusterSums(), new ClusterSums()];
    let sum = 0;
    for (const { quote, p } of rows) {
      const outcome = quote.yes ? 1 : 0;
      brier.add(quote.ticker, (p[id] - outcome) ** 2 - (p.mid - outcome) ** 2);
      loss.add(quote.ticker, logLoss(p[id], quote.yes) - logLoss(p.mid, quote.yes));
      sum += logLoss(p[id], quote.yes);
    }
    const reliability = corp(
      rows.map((each) => each.p[id]),
      outcomes,
    );
    return {
      id,
      brier: reliability.brier,
      logLoss: sum / rows.length,
      brierDifference: brier.estimate({ seed: options.seed }),
      logLossDifference: loss.estimate({ seed: options.seed }),
      reliability,
    };
  });
  return {
    bucket,
    markets: new Set(quotes.map((each) => each.ticker)).size,
    quotes: quotes.length,
    sparse: quotes.filter((each) => each.varianceFrom === 'sparse').length,
    forecasts,
    coverage: inside.estimate({ seed: options.seed }),
  };
}

/** Scores every bucket that has quotes, then all together. */
export function scoreBuckets(
  quotes: readonly PricedQuote[],
  options: { readonly fits: readonly BlendBucket[]; readonly seed: number },
): readonly BucketScore[] {
  const scores = BUCKETS.flatMap((bucket) => {
    const own = quotes.filter((each) => each.bucket === bucket);
    return own.length === 0 ? [] : [scoreRows(bucket, own, options)];
  });
  return quotes.length === 0 ? [] : [...scores, scoreRows('all', quotes, options)];
}
