// SHA-256 in plain TypeScript, for the hashes the pure core compares (decisions, requests, orders).
// Source: FIPS 180-4. In: text or bytes. Out: lower-case hex.

const INITIAL = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

const ROUND = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

/** Of every JavaScript platform, as Math is; named here because the core's types hold the language alone. */
declare const TextEncoder: new () => {
  encodeInto(text: string, bytes: Uint8Array): { readonly written: number };
};
const utf8 = new TextEncoder();

/** Message bytes with room for the padding; grows, never shrinks. Reused because decisions are hashed by the hundred. */
let buffer = new Uint8Array(16 * 1024);
const words = new Int32Array(64);
const state = new Int32Array(8);

function makeRoom(bytes: number): void {
  if (bytes > buffer.length) buffer = new Uint8Array(2 * bytes);
}

/** Writes the UTF-8 bytes of `text` into the buffer and returns how many they are. */
function encode(text: string): number {
  makeRoom(text.length * 3 + 72);
  return utf8.encodeInto(text, buffer).written;
}

/** Appends 0x80, zeros and the bit length; returns the number of whole 64-byte blocks. */
function pad(length: number): number {
  const blocks = Math.ceil((length + 9) / 64);
  buffer.fill(0, length, blocks * 64);
  buffer[length] = 0x80;
  const bits = length * 8;
  const end = blocks * 64;
  for (let i = 0; i < 4; i++) buffer[end - 1 - i] = (bits >>> (8 * i)) & 0xff;
  buffer[end - 5] = Math.floor(bits / 2 ** 32) & 0xff;
  return blocks;
}

/** Each read stands by itself and meets a single kind of array: one shared reader costs a sixth more. */
function schedule(offset: number): void {
  for (let i = 0, o = offset; i < 16; i++, o += 4)
    words[i] =
      ((buffer[o] ?? 0) << 24) |
      ((buffer[o + 1] ?? 0) << 16) |
      ((buffer[o + 2] ?? 0) << 8) |
      (buffer[o + 3] ?? 0);
  for (let i = 16; i < 64; i++) {
    const w15 = words[i - 15] ?? 0;
    const w2 = words[i - 2] ?? 0;
    const s0 = ((w15 >>> 7) | (w15 << 25)) ^ ((w15 >>> 18) | (w15 << 14)) ^ (w15 >>> 3);
    const s1 = ((w2 >>> 17) | (w2 << 15)) ^ ((w2 >>> 19) | (w2 << 13)) ^ (w2 >>> 10);
    words[i] = ((words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1) | 0;
  }
}

function mixLate(e: number, f: number, g: number): number {
  const turned = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
  return (turned + (g ^ (e & (f ^ g)))) | 0;
}

function mixEarly(a: number, b: number, c: number): number {
  const turned = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
  return (turned + ((a & b) ^ (c & (a ^ b)))) | 0;
}

function roundWord(i: number): number {
  return ((ROUND[i] ?? 0) + (words[i] ?? 0)) | 0;
}

/** Four rounds at a time, so that the eight letters change places by name and not by moving: a quarter less. */
function compress(): void {
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let i = 0; i < 64; i += 4) {
    const t0 = (h + mixLate(e, f, g) + roundWord(i)) | 0;
    const e0 = (d + t0) | 0;
    const a0 = (t0 + mixEarly(a, b, c)) | 0;
    const t1 = (g + mixLate(e0, e, f) + roundWord(i + 1)) | 0;
    const e1 = (c + t1) | 0;
    const a1 = (t1 + mixEarly(a0, a, b)) | 0;
    const t2 = (f + mixLate(e1, e0, e) + roundWord(i + 2)) | 0;
    const e2 = (b + t2) | 0;
    const a2 = (t2 + mixEarly(a1, a0, a)) | 0;
    const t3 = (e + mixLate(e2, e1, e0) + roundWord(i + 3)) | 0;
    h = e0;
    g = e1;
    f = e2;
    e = (a + t3) | 0;
    d = a0;
    c = a1;
    b = a2;
    a = (t3 + mixEarly(a2, a1, a0)) | 0;
  }
  state[0] = ((state[0] ?? 0) + a) | 0;
  state[1] = ((state[1] ?? 0) + b) | 0;
  state[2] = ((state[2] ?? 0) + c) | 0;
  state[3] = ((state[3] ?? 0) + d) | 0;
  state[4] = ((state[4] ?? 0) + e) | 0;
  state[5] = ((state[5] ?? 0) + f) | 0;
  state[6] = ((state[6] ?? 0) + g) | 0;
  state[7] = ((state[7] ?? 0) + h) | 0;
}

/** Hex of the hash of the first `length` bytes of the buffer. */
function digest(length: number): string {
  const blocks = pad(length);
  state.set(INITIAL);
  for (let block = 0; block < blocks; block++) {
    schedule(block * 64);
    compress();
  }
  let hex = '';
  for (const word of state) hex += (word >>> 0).toString(16).padStart(8, '0');
  return hex;
}

/** SHA-256 of the UTF-8 bytes of `text`, as 64 hex digits. */
export function sha256(text: string): string {
  return digest(encode(text));
}

/** SHA-256 of bytes as they are, as 64 hex digits. */
export function sha256OfBytes(bytes: Uint8Array): string {
  makeRoom(bytes.length + 72);
  buffer.set(bytes);
  return digest(bytes.length);
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
