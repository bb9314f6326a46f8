// The hashes the pure core compares (decisions, requests, orders), and the text of a value that is hashed.
// In: text, bytes or plain values. Out: lower-case hex; canonical JSON.
import { plainSha256, plainSha256OfBytes } from './plain-sha256.ts';

interface NativeHash {
  hash(algorithm: 'sha256', data: string | Uint8Array, encoding: 'hex'): string;
}

/** Node's; a browser has none. Named here because the core's types hold the language alone. */
declare const process: { getBuiltinModule?(name: 'node:crypto'): NativeHash } | undefined;

/** The same digest, five times as fast; null where the platform has no synchronous one. */
const native: NativeHash | null = (() => {
  const crypto =
    typeof process === 'undefined' ? undefined : process?.getBuiltinModule?.('node:crypto');
  return typeof crypto?.hash === 'function' ? crypto : null;
})();

/** SHA-256 of the UTF-8 bytes of `text`, as 64 hex digits. */
export function sha256(text: string): string {
  return native === null ? plainSha256(text) : native.hash('sha256', text, 'hex');
}

/** SHA-256 of bytes as they are, as 64 hex digits. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return native === null ? plainSha256OfBytes(bytes) : native.hash('sha256', bytes, 'hex');
}

function exactNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error('Condition failed: cannot hash a non-finite number');
  return String(value);
}

type NumberText = (value: number) => string;

function listText(list: readonly unknown[], numberText: NumberText): string {
  let text = '';
  for (let i = 0; i < list.length; i++)
    text += `${i === 0 ? '' : ','}${canonical(list[i], numberText)}`;
  return `[${text}]`;
}

/** The fields of objects made in one place: their names as they come, in order, and as they are written. */
interface Shape {
  readonly names: readonly string[];
  readonly sorted: readonly string[];
  readonly texts: readonly string[];
}

/** The last shape seen by its first name: the same few dozen come again and again. Bounded, since names may come from outside. */
const shapes = new Map<string, Shape>();
const MOST_SHAPES = 1_024;

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

function shapeOf(names: readonly string[]): Shape {
  const first = names[0] ?? '';
  const known = shapes.get(first);
  if (known !== undefined && sameNames(known.names, names)) return known;
  // Without a comparator names go by their code units, as `<` has them.
  const sorted = names.toSorted();
  const shape = { names, sorted, texts: sorted.map((name) => `${JSON.stringify(name)}:`) };
  if (known !== undefined || shapes.size < MOST_SHAPES) shapes.set(first, shape);
  return shape;
}

function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return !Array.isArray(value);
}

function fieldsText(value: object, numberText: NumberText): string {
  if (!isRecord(value)) return '{}';
  const { sorted, texts } = shapeOf(Object.keys(value));
  let text = '';
  for (let i = 0; i < sorted.length; i++) {
    const field = value[sorted[i] ?? ''];
    if (field === undefined) continue;
    text += (text === '' ? '' : ',') + texts[i] + canonical(field, numberText);
  }
  return `{${text}}`;
}

/**
 * JSON with sorted object keys, so that equal values have equal text whatever order they were built in.
 * `numberText` writes the numbers; without it they are written exactly, and a non-finite one throws: a hash over NaN
 * would hide a fault.
 */
export function canonical(value: unknown, numberText: NumberText = exactNumber): string {
  if (typeof value === 'number') return numberText(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  return Array.isArray(value) ? listText(value, numberText) : fieldsText(value, numberText);
}
