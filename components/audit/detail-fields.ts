// The detail of an audit row for reading. In: its JSON text. Out: named values, nested ones by their path.

export interface DetailField {
  /** "body.reason"; empty for a detail that is no JSON object. */
  readonly name: string;
  readonly value: string;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}

function fieldsOf(value: unknown, path: string): readonly DetailField[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return [{ name: path, value: textOf(value) }];
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object' || each === null))
    return [{ name: path, value: value.map(textOf).join(', ') }];
  return Object.entries(value).flatMap(([key, each]) =>
    fieldsOf(each, path === '' ? key : `${path}.${key}`),
  );
}

/** Every value of the detail with its place; text that is no JSON stands as it is; an empty object has no fields. */
export function detailFields(text: string): readonly DetailField[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text === '' ? [] : [{ name: '', value: text }];
  }
  return fieldsOf(value, '').filter(({ name, value: shown }) => name !== '' || shown !== '{}');
}

/** The same in one line: "body.kind kill · ok true". */
export function detailLine(text: string): string {
  return detailFields(text)
    .map(({ name, value }) => (name === '' ? value : `${name} ${value}`))
    .join(' · ');
}
