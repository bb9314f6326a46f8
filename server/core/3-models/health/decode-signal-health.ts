// The monitors across a restart. In: the state, or the text it was kept as. Out: text, or the checked state or why not.
// Answers and refusals are not kept: a restart loads and checks every model anew (F104), and the next row is judged anew.
import { canonical, sha256 } from '#lib/hash.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import {
  exactText,
  type JsonReader,
  listOf,
  orNull,
  recordOf,
  wholeBetween,
} from './decode-json.ts';
import { bucketReader, horizonReader, ringToKeep } from './decode-monitors.ts';
import { psi } from './psi.ts';
import {
  createSignalHealth,
  type FeatureDrift,
  type SignalHealth,
  type SignalHealthParameters,
} from './signal-health-state.ts';

const FORMAT = 1;
const MOST = Number.MAX_SAFE_INTEGER;
const MINUTE_MS = 60_000;

function parametersHash(parameters: SignalHealthParameters): string {
  return sha256(canonical(parameters));
}

/** The state as one line of JSON, exact to the bit. */
export function signalHealthToJson(health: SignalHealth): string {
  const { sampledMinute, features, probability, horizons, buckets } = health;
  return JSON.stringify({
    format: FORMAT,
    parameters: parametersHash(health.parameters),
    sampledMinute,
    features: features.map((each) => each.window),
    probability: probability === null ? null : probability.window,
    horizons: horizons.map(({ aci, ...others }) => ({
      ...others,
      aci: { ...aci, residuals: ringToKeep(aci.residuals) },
    })),
    buckets: buckets.map(({ pits, residuals, ...others }) => ({
      ...others,
      pits: ringToKeep(pits),
      residuals: ringToKeep(residuals),
    })),
  });
}

/** The watch with the counts that were kept, and its reading as of the last sample. */
function restored(empty: FeatureDrift, kept: unknown, minute: number | null): FeatureDrift {
  const { hours, counts } = empty.window;
  const window = recordOf({
    hours: listOf(wholeBetween(-1, MOST), hours.length, hours.length),
    counts: listOf(wholeBetween(0, MOST), counts.length, counts.length),
  })(kept, `PSI of ${empty.name}`);
  const reading = minute === null ? empty.reading : psi(window, empty.bins, minute * MINUTE_MS);
  return { ...empty, window, reading };
}

const anything: JsonReader<unknown> = (value) => value;

function read(json: unknown, parameters: SignalHealthParameters): SignalHealth {
  const empty = createSignalHealth(parameters);
  const exactly = <T>(item: JsonReader<T>, size: number): JsonReader<T[]> =>
    listOf(item, size, size);
  const kept = recordOf({
    format: wholeBetween(FORMAT, FORMAT),
    parameters: exactText(parametersHash(parameters)),
    sampledMinute: orNull(wholeBetween(0, MOST)),
    features: exactly(anything, empty.features.length),
    probability: anything,
    horizons: exactly(horizonReader, empty.horizons.length),
    buckets: exactly(bucketReader, empty.buckets.length),
  })(json, 'health');
  const { sampledMinute, horizons, buckets } = kept;
  if ((kept.probability === null) !== (empty.probability === null))
    throw new Error('health.probability is not what the parameters watch');
  const features = empty.features.map((each, i) => restored(each, kept.features[i], sampledMinute));
  const probability =
    empty.probability && restored(empty.probability, kept.probability, sampledMinute);
  return { ...empty, sampledMinute, features, probability, horizons, buckets };
}

/**
 * Reads `signalHealthToJson` back for the same parameters. Every field, length and bound is checked; the error names the
 * first that is wrong. State kept under other parameters is refused: it speaks of another model.
 */
export function signalHealthFromJson(
  text: string,
  parameters: SignalHealthParameters,
): Result<SignalHealth> {
  try {
    return ok(read(JSON.parse(text), parameters));
  } catch (error) {
    return fail(`signal health: ${error instanceof Error ? error.message : String(error)}`);
  }
}
