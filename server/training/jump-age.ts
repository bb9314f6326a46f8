// How long ago the last jump was. In: a series. Out: minutes per index, made once and kept with the series.
import { type MinuteSeries, trailingMean } from './data/minute-series.ts';
import { numberAt } from './number-at.ts';

/** A return beyond this many local deviations is a jump; Lee–Mykland's test with a fixed threshold (models B2). */
const JUMP_SCORE = 4;
const LOCAL_MINUTES = 60;

const kept = new WeakMap<MinuteSeries, Float64Array>();

/** Minutes since the last |r| > 4·√(bipower variance of the hour before it); 1440 while none has been seen. */
export function jumpAges(series: MinuteSeries): Float64Array {
  const known = kept.get(series);
  if (known) return known;
  const ages = new Float64Array(series.length);
  let age = 1440;
  for (let i = 0; i < series.length; i++) {
    const local = trailingMean(series.bipower, i - 1, { minutes: LOCAL_MINUTES });
    const jumped =
      local > 0 && Math.abs(numberAt(series.returns, i)) > JUMP_SCORE * Math.sqrt(local);
    age = jumped ? 0 : Math.min(1440, age + 1);
    ages[i] = age;
  }
  kept.set(series, ages);
  return ages;
}
