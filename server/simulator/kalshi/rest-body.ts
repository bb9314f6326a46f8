// Decodes request bodies as the venue's Go server does: strings stay strings, a JSON number for one is refused.
// In: body text and field types. Out: fields, or the flat 400 answer. Source: kalshi-api §1.5 shape 2 (recorded).
import { flatBadRequest, type RestResponse } from './rest-call.ts';

export type GoType = 'string' | 'int64' | 'bool';

/** The struct's name, as it appears in the error text, and its fields. */
export interface GoStruct<Fields extends Readonly<Record<string, GoType>>> {
  readonly name: string;
  readonly fields: Fields;
}

export type Decoded<Fields extends Readonly<Record<string, GoType>>> = {
  readonly [Key in keyof Fields]?: Fields[Key] extends 'string'
    ? string
    : Fields[Key] extends 'bool'
      ? boolean
      : number;
};

export type BodyResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly response: RestResponse };

function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function fits(value: unknown, type: GoType): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'bool') return typeof value === 'boolean';
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function mismatch(value: unknown, field: string, type: GoType): RestResponse {
  const kind = typeof value === 'number' && type === 'int64' ? `number ${value}` : jsonKind(value);
  return flatBadRequest(
    `json: cannot unmarshal ${kind} into Go struct field ${field} of type ${type}`,
  );
}

/** Parses JSON text to an object, or the flat 400. */
export function parseObject(bodyText: string): BodyResult<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(bodyText === '' ? '{}' : bodyText);
  } catch {
    return { ok: false, response: flatBadRequest('invalid character in JSON body') };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const details = `json: cannot unmarshal ${jsonKind(value)} into Go value`;
    return { ok: false, response: flatBadRequest(details) };
  }
  return { ok: true, value: { ...value } };
}

/** Checks the fields of an object in the order in which they were sent; unknown ones are ignored, null is absent. */
export function decodeFields<Fields extends Readonly<Record<string, GoType>>>(
  object: Readonly<Record<string, unknown>>,
  struct: GoStruct<Fields>,
): BodyResult<Decoded<Fields>> {
  const decoded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    const type = struct.fields[key];
    if (type === undefined || value === null) continue;
    if (!fits(value, type)) {
      return { ok: false, response: mismatch(value, `${struct.name}.${key}`, type) };
    }
    decoded[key] = value;
  }
  return { ok: true, value: decoded as Decoded<Fields> };
}

/** Parses and decodes a whole body. */
export function decodeBody<Fields extends Readonly<Record<string, GoType>>>(
  bodyText: string,
  struct: GoStruct<Fields>,
): BodyResult<Decoded<Fields>> {
  const parsed = parseObject(bodyText);
  return parsed.ok ? decodeFields(parsed.value, struct) : parsed;
}

/** The objects in the body's `orders` array, or the flat 400. */
export function decodeOrderList(
  bodyText: string,
  structName: string,
): BodyResult<readonly Record<string, unknown>[]> {
  const parsed = parseObject(bodyText);
  if (!parsed.ok) return parsed;
  const list = parsed.value['orders'];
  if (!Array.isArray(list)) {
    const details = `json: cannot unmarshal ${jsonKind(list)} into Go struct field ${structName}.orders`;
    return { ok: false, response: flatBadRequest(details) };
  }
  return { ok: true, value: list.map((item: unknown) => (isObject(item) ? { ...item } : {})) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
