// Recordings of Kraken frames in the layouts they are found in: a path or text in, parsed frames in order out.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { KrakenScale } from '#server/adapters/kraken/book-frame.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Parsed frames in order. */
export interface Recording {
  readonly frames: readonly unknown[];
  /** The precision where the recording states it apart from its frames. */
  readonly scale: KrakenScale | null;
}

/** The layouts we know: frames a line, `{payload}` a line, `{init, updates}`, and a file of checksum vectors. */
export function recordingsIn(text: string): Recording[] {
  const whole = parse(text);
  if (!isFields(whole)) return [{ frames: text.split('\n').map(frameOfLine), scale: null }];
  if (Array.isArray(whole['updates']))
    return [{ frames: [whole['init'], ...whole['updates']], scale: null }];
  if (Array.isArray(whole['vectors'])) return whole['vectors'].flatMap(vectorRecording);
  return [{ frames: [frameOfLine(text)], scale: null }];
}

function frameOfLine(line: string): unknown {
  const value = parse(line);
  const payload = isFields(value) ? value['payload'] : undefined;
  if (payload === undefined) return value;
  return typeof payload === 'string' ? parse(payload) : payload;
}

/** One checksum vector: a frame sequence as text, or a single book as decimal text. Level 3 vectors are not ours. */
function vectorRecording(vector: unknown): Recording[] {
  if (!isFields(vector) || vector['channel'] !== 'book') return [];
  const scale = {
    pricePrecision: Number(vector['price_precision']),
    sizePrecision: Number(vector['qty_precision']),
  };
  const raw = vector['frames_raw'];
  if (Array.isArray(raw)) return [{ frames: raw.map((line) => parse(String(line))), scale }];
  const side = (name: string) =>
    Array.isArray(vector[name])
      ? vector[name]
          .filter(isFields)
          .map(({ price, qty }) => ({ price: Number(price), qty: Number(qty) }))
      : undefined;
  const entry = {
    symbol: String(vector['id']),
    bids: side('bids'),
    asks: side('asks'),
    checksum: vector['checksum'],
  };
  return [{ frames: [{ channel: 'book', type: 'snapshot', data: [entry] }], scale }];
}

/** Every file at or below a path, in name order. */
export function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** The recordings in one file, unzipped where needed; none for a file that is not JSON by its name. */
export function recordingsInFile(file: string): Recording[] {
  if (!/\.(json|jsonl|ndjson)(\.gz)?$/.test(file)) return [];
  const bytes = readFileSync(file);
  return recordingsIn((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
