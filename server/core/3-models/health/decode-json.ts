// Readers of untrusted JSON. In: a parsed value and where it stands. Out: the value with its type, or a throw naming the place.

/** Returns the value as T, or throws `<place>: <what is wrong>`. */
export type JsonReader<T> = (value: unknown, place: string) => T;

function refuse(place: string, expected: string): never {
  throw new Error(`${place} is not ${expected}`);
}

/** A finite number within [low, high]. */
export function numberBetween(low: number, high: number): JsonReader<number> {
  return (value, place) =>
    typeof value === 'number' && Number.isFinite(value) && value >= low && value <= high
      ? value
      : refuse(place, `a number in ${low} … ${high}`);
}

/** A whole number within [low, high]. */
export function wholeBetween(low: number, high: number): JsonReader<number> {
  return (value, place) =>
    Number.isSafeInteger(value)
      ? numberBetween(low, high)(value, place)
      : refuse(place, 'a whole number');
}

/** Exactly this text. */
export function exactText(expected: string): JsonReader<string> {
  return (value, place) => (value === expected ? expected : refuse(place, `"${expected}"`));
}

/** Null, or what `reader` reads. */
export function orNull<T>(reader: JsonReader<T>): JsonReader<T | null> {
  return (value, place) => (value === null ? null : reader(value, place));
}

/** A list of least … most items. */
export function listOf<T>(item: JsonReader<T>, least: number, most: number): JsonReader<T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      return refuse(place, `a list of ${least} … ${most}`);
    return value.map((each, index) => item(each, `${place}[${index}]`));
  };
}

type Fields = Readonly<Record<string, JsonReader<unknown>>>;
type RecordOf<Shape extends Fields> = { [Name in keyof Shape]: ReturnType<Shape[Name]> };

/** An object with exactly these fields, no more and no fewer. */
export function recordOf<Shape extends Fields>(shape: Shape): JsonReader<RecordOf<Shape>> {
  const names = Object.keys(shape);
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuse(place, 'an object');
    const fields = new Map<string, unknown>(Object.entries(value));
    const stray = [...fields.keys()].find((name) => !names.includes(name));
    if (stray !== undefined) return refuse(`${place}.${stray}`, 'a known field');
    const read = Object.entries(shape).map(([name, reader]) => [
      name,
      reader(fields.get(name), `${place}.${name}`),
    ]);
    return Object.fromEntries(read) as RecordOf<Shape>;
  };
}
