// What settled markets taught, as rows: what was shipped beside what is in force, every bucket once.
import { expect, it } from 'vitest';
import { BUCKET_SECONDS } from '#lib/domain/settled-quote.ts';
import { createSignalHealth } from '#server/core/3-models/health/signal-health-state.ts';
import { createEvidence } from '#server/core/3-models/probability/evidence.ts';
import { blendRows } from './blend-rows.ts';

const SHIPPED = { bucketSeconds: 600, a: 0.1, b: 0.9, beta: 0.4, betaPrecision: 25, markets: 12 };

it('a bucket tells its weight with its doubt, and one that nobody fitted follows the market', () => {
  const evidence = createEvidence('simulated', [{ environment: 'simulated', buckets: [SHIPPED] }]);
  const signalHealth = createSignalHealth({
    ...{ environment: 'simulated', features: [], probability: null, horizons: [], models: [] },
    buckets: BUCKET_SECONDS,
  });
  evidence.buckets[1] = { ...SHIPPED, beta: 0.5, betaPrecision: 100, markets: 20 };
  const rows = blendRows({ evidence, signalHealth });
  expect(Object.keys(rows).map(Number).sort()).toEqual([...BUCKET_SECONDS].sort());
  expect(rows['600']).toEqual({
    ...{ bucketSeconds: 600, a: 0.1, b: 0.9, beta: 0.5, betaSd: 0.1, closes: 20 },
    ...{ shippedBeta: 0.4, shippedCloses: 12, isAllowed: true },
  });
  expect(rows['30']).toMatchObject({ beta: 0, closes: 0, shippedBeta: 0, shippedCloses: 0 });
});
