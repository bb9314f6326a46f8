// What a trader calls a cause. In: the name of a column, or of a part of an answer. Out: the family it is shown under.

const SPANS: ReadonlyMap<string, string> = new Map([
  ['1m', '1 min'],
  ['5m', '5 min'],
  ['15m', '15 min'],
  ['60m', '1 h'],
  ['240m', '4 h'],
  ['1440m', '24 h'],
]);

/** By the stem before "·" and its look-back. */
const BY_SPAN: ReadonlyMap<string, string> = new Map([
  ['rv', 'realised variance'],
  ['gk', 'price range'],
  ['bipower-share', 'jump share'],
  ['volume', 'volume'],
  ['return', 'return'],
  // The negative part of the same return.
  ['fall', 'return'],
]);

const WHOLE: ReadonlyMap<string, string> = new Map([
  ['base', 'level'],
  ['weekend', 'weekend'],
  ['minute-factor', 'minute of the hour'],
  ['jump-age', 'last jump'],
  // Groups of a sequence model.
  ['prices', 'sequence of prices'],
  ['volume', 'sequence of volume'],
  ['clock', 'sequence of the clock'],
]);

/** Bias of the regressions and their weight on the level itself. */
export const LEVEL_FAMILY = 'level';
/** The settled shape of the hour, which the forecast of an average minute leaves out. */
export const MINUTE_FAMILY = 'minute of the hour';
/** What parts of a sequence model do together and not alone. */
export const INTERACTION_FAMILY = 'interaction';
/** What the bounds of a member cut off or a floor added. */
export const BOUNDS_FAMILY = 'bounds';

function makeFamily(name: string): string {
  const whole = WHOLE.get(name);
  if (whole !== undefined) return whole;
  const [stem = '', rest = ''] = name.split('·');
  if (stem === 'day') return 'hour of day';
  if (stem === 'minute-factor') return MINUTE_FAMILY;
  const [family, span] = [BY_SPAN.get(stem), SPANS.get(rest)];
  return family !== undefined && span !== undefined ? `${family} ${span}` : name;
}

/** Families made so far: the names are those of the loaded models, asked for every second. */
const made = new Map<string, string>();

/** The family of a name; a name nobody knows stands for itself. */
export function featureFamily(name: string): string {
  const before = made.get(name);
  if (before !== undefined) return before;
  const family = makeFamily(name);
  made.set(name, family);
  return family;
}
