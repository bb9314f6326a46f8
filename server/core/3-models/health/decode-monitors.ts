// What each monitor remembers, read back and checked. In: untrusted JSON. Out: its state, or a throw naming the place.
import { ACI_HIGHEST, ACI_LOWEST, ACI_RESIDUALS } from './aci.ts';
import type { Adwin } from './adwin.ts';
import { CUSUM_ALARM } from './calibration-drift.ts';
import {
  type JsonReader,
  listOf,
  numberBetween,
  orNull,
  recordOf,
  wholeBetween,
} from './decode-json.ts';
import { COVERAGE_WINDOWS } from './interval-coverage.ts';
import type { OrderedRing } from './ordered-ring.ts';
import { PIT_WINDOWS } from './pit.ts';
import type { BucketHealth, HorizonHealth } from './signal-health-state.ts';
import { TAIL_RESIDUALS } from './student-fit.ts';

const MOST = Number.MAX_SAFE_INTEGER;
/** Larger than any sum the monitors can reach. */
const ANY = 1e15;

const time = orNull(numberBetween(-ANY, ANY));
const share = numberBetween(0, 1);
const count = wholeBetween(0, MOST);
const change = orNull(recordOf({ before: share, after: share }));

/** A ring as it is kept: its order by size is made anew. */
interface KeptRing {
  readonly values: readonly number[];
  readonly next: number;
}

/** What is kept of a ring. */
export function ringToKeep({ values, next }: OrderedRing): KeptRing {
  return { values, next };
}

function ring(capacity: number, item: JsonReader<number>): JsonReader<OrderedRing> {
  const shape = recordOf({
    values: listOf(item, 0, capacity),
    next: wholeBetween(0, capacity - 1),
  });
  return (value, place) => {
    const { values, next } = shape(value, place);
    if (values.length < capacity && next !== values.length)
      throw new Error(`${place}.next is not the end of its values`);
    return { capacity, values, next, sorted: values.toSorted((left, right) => left - right) };
  };
}

/** Rounding that sums of squares may gain while buckets are joined. */
const ROUNDING = 1e-9;

const level = recordOf({
  means: listOf(share, 1, 5),
  squares: listOf(numberBetween(0, MOST), 1, 5),
});

/** At most five buckets of each of 50 sizes; the squares of n numbers in 0 … 1 about their mean are at most n/4. */
const levels = listOf(level, 0, 50);
const adwin: JsonReader<Adwin> = (value, place) => {
  const read = recordOf({ levels })(value, place);
  for (const [size, { means, squares }] of read.levels.entries()) {
    const most = 2 ** size / 4 + ROUNDING;
    if (means.length !== squares.length || squares.some((each) => each > most))
      throw new Error(`${place}.levels[${size}] holds squares that no numbers have`);
  }
  return read;
};

const eProcess = recordOf({
  logWealth: listOf(numberBetween(-ANY, ANY), 5, 5),
  count,
  peakLog: numberBetween(0, ANY),
});

const coverageShape = recordOf({
  outcomes: listOf(wholeBetween(0, 1), 0, COVERAGE_WINDOWS),
  next: wholeBetween(0, COVERAGE_WINDOWS - 1),
  inside: count,
});

const coverage: typeof coverageShape = (value, place) => {
  const read = coverageShape(value, place);
  if (read.outcomes.reduce((sum, each) => sum + each, 0) !== read.inside)
    throw new Error(`${place}.inside is not the sum of its outcomes`);
  if (read.outcomes.length < COVERAGE_WINDOWS && read.next !== read.outcomes.length)
    throw new Error(`${place}.next is not the end of its outcomes`);
  return read;
};

/** What one horizon remembers. */
export const horizonReader: JsonReader<HorizonHealth> = recordOf({
  lastAt: time,
  qlike: adwin,
  qlikeChange: change,
  coverage,
  aci: recordOf({
    alpha: numberBetween(ACI_LOWEST, ACI_HIGHEST),
    residuals: ring(ACI_RESIDUALS, numberBetween(0, ANY)),
  }),
});

/** What one time-to-close bucket remembers. */
export const bucketReader: JsonReader<BucketHealth> = recordOf({
  lastAt: time,
  calibration: recordOf({
    count,
    residual: numberBetween(-ANY, ANY),
    information: numberBetween(0, ANY),
    tooLow: numberBetween(0, 2 * CUSUM_ALARM),
    tooHigh: numberBetween(0, 2 * CUSUM_ALARM),
  }),
  midBeatsModel: eProcess,
  modelBeatsMid: eProcess,
  pits: ring(PIT_WINDOWS, share),
  residuals: ring(TAIL_RESIDUALS, numberBetween(-ANY, ANY)),
  squares: adwin,
  squaresChange: change,
});
