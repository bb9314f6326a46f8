// What settled markets have taught so far, as rows of the models page. In: world. Out: one row a time-to-close bucket.
import type { BlendRow } from '#lib/wire/models-topics.ts';
import { blendAllowed } from '#server/core/3-models/health/signal-health-answers.ts';
import type { World } from '#server/core/world.ts';

/** Calibration and weight in force, beside what was shipped, by seconds to close. */
export function blendRows({
  evidence,
  signalHealth,
}: Pick<World, 'evidence' | 'signalHealth'>): Readonly<Record<string, BlendRow>> {
  const rows = evidence.buckets.map(
    ({ bucketSeconds, a, b, beta, betaPrecision, markets }, index): BlendRow => ({
      ...{ bucketSeconds, a, b, beta },
      betaSd: 1 / Math.sqrt(betaPrecision),
      closes: markets,
      shippedBeta: evidence.prior[index]?.beta ?? 0,
      shippedCloses: evidence.prior[index]?.markets ?? 0,
      isAllowed: blendAllowed(signalHealth, bucketSeconds),
    }),
  );
  return Object.fromEntries(rows.map((row) => [String(row.bucketSeconds), row]));
}
