// The detail of an audit row without secrets. In: JSON text. Out: JSON text and the paths of what was taken out.
// Nothing secret is written to the audit in the first place; this is the second wall, in front of the browser.

/** Names that only a secret bears, alone or at the end of a longer name. */
const SECRET_NAME =
  /(password|passphrase|token|secret|pem|signature|cookie|authorization|private_?key|api_?key)$|^key$/i;
/** What a key or a token looks like, whatever its field is called. */
const SECRET_VALUE = /-----BEGIN [A-Z ]*PRIVATE KEY|\$argon2|\bBearer [\w.~+/-]{16}/i;

const WITHHELD = 'withheld';

export interface ShownDetail {
  readonly detail: string;
  /** Paths like "body.token"; empty when `detail` is the text as it was stored. */
  readonly withheld: readonly string[];
}

function cleaned(value: unknown, path: readonly string[], withheld: string[]): unknown {
  const name = path.at(-1) ?? '';
  const isSecret =
    (value !== null && SECRET_NAME.test(name)) ||
    (typeof value === 'string' && SECRET_VALUE.test(value));
  if (isSecret) {
    withheld.push(path.join('.'));
    return WITHHELD;
  }
  if (Array.isArray(value))
    return value.map((each, place) => cleaned(each, [...path, String(place)], withheld));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, cleaned(each, [...path, key], withheld)]),
  );
}

/** The text as it was stored, unless something in it looks like a secret. */
export function shownDetail(text: string): ShownDetail {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return SECRET_VALUE.test(text)
      ? { detail: WITHHELD, withheld: ['detail'] }
      : { detail: text, withheld: [] };
  }
  const withheld: string[] = [];
  const shown = cleaned(value, [], withheld);
  return withheld.length === 0
    ? { detail: text, withheld }
    : { detail: JSON.stringify(shown), withheld };
}
